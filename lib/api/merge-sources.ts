import type { SourceHealth } from "../sources/health.ts";
import type { Source } from "./source-types.ts";
import type { Page } from "./types.ts";

/** The page with what was pushed of a source's health at a revision; undefined when the page does not know the source. */
export function withHealth(
  page: Page<Source>,
  { source, health, revision }: { source: string; health: SourceHealth; revision: number },
): Page<Source> | undefined {
  const place = page.items.findIndex(({ id }) => id === source);
  const held = page.items[place];
  if (held === undefined || held.health === null) return undefined;
  const items = page.items.with(place, { ...held, health });
  return { ...page, items, revision: Math.max(page.revision, revision) };
}

/** A page just fetched. Where more was pushed while it was on its way, the health stays as it was pushed. */
export function newerSources(held: Page<Source> | undefined, fetched: Page<Source>): Page<Source> {
  if (held === undefined || held.revision <= fetched.revision) return fetched;
  const before = new Map(held.items.map((source) => [source.id, source.health]));
  const items = fetched.items.map((source) => {
    const health = before.get(source.id);
    return source.health === null || health == null ? source : { ...source, health };
  });
  return { ...fetched, items, revision: held.revision };
}
