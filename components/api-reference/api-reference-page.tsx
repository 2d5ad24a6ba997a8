import type { OpenApiDocument } from "./openapi.ts";
import { OperationCard } from "./operation-card.tsx";
import { Prose } from "./prose.tsx";
import { readReference, readTypes } from "./reference-model.ts";
import { ReferenceNav } from "./reference-nav.tsx";
import { SchemaTree, TypeName } from "./schema-tree.tsx";

/** Everything that the API serves, from its OpenAPI document. `origin` is where the console is. */
export function ApiReferencePage({ document, origin }: { document: OpenApiDocument; origin: string }) {
  const apis = readReference(document, origin);
  const types = readTypes(document);
  const sections = apis.flatMap((api) => api.sections.map((section) => ({ ...section, api: api.name })));
  const nav = [
    ...sections.map(({ id, api, name, operations }) => ({
      ...{ id, api, name },
      entries: operations.map(({ id: anchor, method, path, summary: label }) => ({ anchor, method, path, label })),
    })),
    {
      ...{ id: "types", api: "Types", name: "Types" },
      entries: types.map(({ name }) => ({ anchor: `type-${name}`, method: null, path: "", label: name })),
    },
  ];
  return (
    <div className="flex flex-col gap-4">
      <header className="flex flex-col gap-1">
        <h1 className="font-semibold text-xl">API reference</h1>
        <p className="max-w-prose text-ink-2 text-sm">
          Version {document.info.version}. For programs:{" "}
          <a href="/api/openapi.json" className="text-accent underline underline-offset-2">
            the same as OpenAPI 3.1
          </a>
          .
        </p>
      </header>
      <div className="grid gap-6 lg:grid-cols-[17rem_minmax(0,1fr)]">
        <div
          id="contents"
          className="focus-inset scroll-mt-16 max-h-80 overflow-y-auto rounded-lg border bg-surface p-3 lg:sticky lg:top-16 lg:max-h-[calc(100dvh-5rem)] lg:self-start"
        >
          <ReferenceNav sections={nav} />
        </div>
        <div className="flex min-w-0 flex-col gap-8">
          {sections.map(({ id, api, name, description, operations }) => (
            <section key={id} aria-labelledby={id} className="flex flex-col gap-4">
              <header>
                <h2 id={id} className="scroll-mt-20 font-semibold text-lg">
                  {api === name ? name : `${api}: ${name}`}
                </h2>
                <p className="max-w-prose text-ink-2 text-sm">
                  <Prose text={description} />
                </p>
              </header>
              {operations.map((operation) => (
                <OperationCard key={operation.id} operation={operation} />
              ))}
            </section>
          ))}
          <section aria-labelledby="types" className="flex flex-col gap-4">
            <h2 id="types" className="scroll-mt-20 font-semibold text-lg">
              Types
            </h2>
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
          </section>
          <a
            href="#contents"
            className="sticky bottom-20 flex h-9 items-center self-end rounded-full border border-line-strong bg-surface px-4 text-sm shadow-raised lg:hidden"
          >
            Contents
          </a>
        </div>
      </div>
    </div>
  );
}
