import Link from "next/link";
import type { ReactNode } from "react";
import { OperationCard } from "./operation-card.tsx";
import { Prose } from "./prose.tsx";
import { type ApiView, REFERENCE, type SectionView, TYPES, type TypeView } from "./reference-model.ts";
import { SchemaTree, TypeName } from "./schema-tree.tsx";

/** All parts of all APIs, each with the way to it. */
export function ReferenceOverview({ apis, types }: { apis: readonly ApiView[]; types: number }) {
  return (
    <>
      {apis.map((api) => (
        <section key={api.name} aria-label={api.name} className="flex flex-col gap-2">
          <h2 className="font-semibold text-lg">{api.name}</h2>
          <ul className="grid gap-3 sm:grid-cols-2">
            {api.sections.map(({ slug, name, description, operations }) => (
              <PartLink key={slug} slug={slug} name={name} count={`${operations.length} calls`}>
                <Prose text={description} />
              </PartLink>
            ))}
          </ul>
        </section>
      ))}
      <ul className="grid gap-3 sm:grid-cols-2">
        <PartLink slug={TYPES} name="Types" count={`${types} types`}>
          What answers and bodies are made of.
        </PartLink>
      </ul>
    </>
  );
}

function PartLink({ slug, name, count, children }: { slug: string; name: string; count: string; children: ReactNode }) {
  return (
    <li className="relative rounded-lg border bg-surface p-4 shadow-raised hover:bg-hover">
      <h3 className="flex items-baseline justify-between gap-2 font-semibold text-sm">
        <Link href={`${REFERENCE}/${slug}`} prefetch={false} className="after:absolute after:inset-0 after:rounded-lg">
          {name}
        </Link>
        <span className="font-normal text-ink-3 text-xs">{count}</span>
      </h3>
      <p className="mt-1 text-ink-2 text-sm">{children}</p>
    </li>
  );
}

/** One part of an API: every call. */
export function ReferenceSection({ api, section }: { api: string; section: SectionView }) {
  const { name, description, operations } = section;
  return (
    <>
      <header>
        <h2 className="font-semibold text-lg">{api === name ? name : `${api}: ${name}`}</h2>
        <p className="max-w-prose text-ink-2 text-sm">
          <Prose text={description} />
        </p>
      </header>
      {operations.map((operation) => (
        <OperationCard key={operation.id} operation={operation} />
      ))}
    </>
  );
}

/** The types that answers and bodies share. */
export function ReferenceTypes({ types }: { types: readonly TypeView[] }) {
  return (
    <>
      <h2 className="font-semibold text-lg">Types</h2>
      {types.map(({ name, description, type, rows }) => (
        <article
          key={name}
          aria-labelledby={`type-${name}`}
          className="flex flex-col gap-2 rounded-lg border bg-surface p-4 shadow-raised"
        >
          <h3 id={`type-${name}`} className="scroll-mt-20 break-all font-mono font-semibold text-sm">
            {name}
          </h3>
          <p className="max-w-prose text-ink-2 text-sm">
            {description === null ? <TypeName type={type} /> : <Prose text={description} />}
          </p>
          {rows.length === 0 && description !== null && (
            <p className="break-words text-sm">
              <TypeName type={type} />
            </p>
          )}
          {rows.length > 0 && <SchemaTree rows={rows} label={`Parts of ${name}`} />}
        </article>
      ))}
    </>
  );
}
