const MOST_PATHS = 50;

/**
 * Where two JSON values differ, as paths: `urls.0`, `request.delayMs`. A list whose length changed is named as a whole.
 * At most fifty; then the last is "…".
 */
export function changedPaths(before: unknown, after: unknown): string[] {
  const paths: string[] = [];
  collect(before, after, "", paths);
  return paths.length > MOST_PATHS ? [...paths.slice(0, MOST_PATHS - 1), "…"] : paths;
}

function collect(before: unknown, after: unknown, path: string, paths: string[]): void {
  if (paths.length > MOST_PATHS || Object.is(before, after)) return;
  const at = (name: string) => (path === "" ? name : `${path}.${name}`);
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    for (const [place, item] of before.entries()) collect(item, after[place], at(String(place)), paths);
  } else if (isObject(before) && isObject(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    for (const name of names) collect(own(before, name), own(after, name), at(name), paths);
  } else {
    paths.push(path);
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function own(value: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}
