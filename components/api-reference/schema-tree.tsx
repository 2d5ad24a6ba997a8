import Link from "next/link";
import { Prose } from "./prose.tsx";
import { typeLink } from "./reference-model.ts";
import type { SchemaNode, TypePart } from "./schema-tree-model.ts";

/** What a type is called; components lead to where they are described. */
export function TypeName({ type }: { type: readonly TypePart[] }) {
  return type.map((part, place) =>
    "ref" in part ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never move
      <Link key={place} href={typeLink(part.ref)} prefetch={false} className="text-accent underline underline-offset-2">
        {part.ref}
      </Link>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one name never move
      <span key={place}>{part.text}</span>
    ),
  );
}

/** Values by name with their types and meanings, those that are made of others with these below. */
export function SchemaTree({ rows, label }: { rows: readonly SchemaNode[]; label: string }) {
  return (
    <ul aria-label={label} className="flex flex-col divide-y">
      {rows.map((row, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: names may come twice, in two choices; the rows never move
        <li key={place} className="py-1.5">
          <div className="grid gap-x-4 gap-y-0.5 sm:grid-cols-[14rem_minmax(0,1fr)]">
            <code className="break-words font-mono text-sm">{row.name}</code>
            <div className="min-w-0 break-words text-sm">
              <span className="text-ink-2">
                <TypeName type={row.type} />
              </span>
              {row.required && <span className="ml-2 text-ink-3 text-xs">required</span>}
              {row.fallback !== null && <span className="ml-2 text-ink-3 text-xs">if left out: {row.fallback}</span>}
              {row.description !== null && (
                <p className="text-ink-3">
                  <Prose text={row.description} />
                </p>
              )}
            </div>
          </div>
          {row.children.length > 0 && (
            <div className="mt-1 ml-3 border-l pl-3">
              <SchemaTree rows={row.children} label={`Parts of ${row.name}`} />
            </div>
          )}
        </li>
      ))}
    </ul>
  );
}
