/** Why a JSON value is not what is expected, with the path of the place. */
export class JsonProblem extends Error {
  override readonly name = "JsonProblem";

  constructor(path: string, message: string) {
    super(path === "" ? message : `${path}: ${message}`);
  }
}

/**
 * Takes the parts of a JSON object one by one, each with a fallback for when it is left out. `done` then refuses what
 * nobody asked for. Everything throws `JsonProblem`.
 */
export class ObjectReader {
  readonly #value: Record<string, unknown>;
  readonly #path: string;
  readonly #asked = new Set<string>();

  constructor(value: unknown, path: string) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw new JsonProblem(path, "must be an object: { … }");
    }
    this.#value = { ...value };
    this.#path = path;
  }

  text(name: string, fallback: string): string {
    const value = this.#take(name);
    if (value === undefined) return fallback;
    if (typeof value !== "string") throw new JsonProblem(this.#at(name), "must be text");
    return value;
  }

  number(name: string, fallback: number): number {
    const value = this.#take(name);
    if (value === undefined) return fallback;
    if (typeof value !== "number") throw new JsonProblem(this.#at(name), "must be a number");
    return value;
  }

  /** As it is typed: empty when it is left out. */
  optionalNumber(name: string): string {
    return this.#take(name) === undefined ? "" : String(this.number(name, 0));
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#take(name);
    if (value === undefined) return fallback;
    if (typeof value !== "boolean") throw new JsonProblem(this.#at(name), "must be true or false");
    return value;
  }

  oneOf<Value extends string>(name: string, values: readonly Value[], fallback?: Value): Value {
    const value = this.#take(name) ?? fallback;
    const known = values.find((each) => each === value);
    if (known === undefined) throw new JsonProblem(this.#at(name), `must be one of ${values.join(", ")}`);
    return known;
  }

  texts(name: string): string[] {
    return this.#list(name).map((value, place) => {
      if (typeof value !== "string") throw new JsonProblem(`${this.#at(name)}.${place}`, "must be text");
      return value;
    });
  }

  objects<Item>(name: string, read: (item: ObjectReader) => Item): Item[] {
    return this.#list(name).map((value, place) => readWhole(value, `${this.#at(name)}.${place}`, read));
  }

  /** Null when the part is left out or null. */
  object<Item>(name: string, read: (item: ObjectReader) => Item): Item | null {
    const value = this.#take(name) ?? null;
    return value === null ? null : readWhole(value, this.#at(name), read);
  }

  done(): void {
    const unknown = Object.keys(this.#value).find((name) => !this.#asked.has(name));
    if (unknown !== undefined) throw new JsonProblem(this.#at(unknown), "is not known here");
  }

  #list(name: string): unknown[] {
    const value = this.#take(name) ?? [];
    if (!Array.isArray(value)) throw new JsonProblem(this.#at(name), "must be a list: [ … ]");
    return value;
  }

  #take(name: string): unknown {
    this.#asked.add(name);
    return this.#value[name];
  }

  #at(name: string): string {
    return this.#path === "" ? name : `${this.#path}.${name}`;
  }
}

/** Reads a whole object: everything in it must be asked for. */
export function readWhole<Item>(value: unknown, path: string, read: (item: ObjectReader) => Item): Item {
  const reader = new ObjectReader(value, path);
  const item = read(reader);
  reader.done();
  return item;
}
