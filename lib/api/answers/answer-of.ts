import type { z } from "zod";

/** What a schema makes beyond a type, and the other way round: nothing where they are the same. */
type Differences<Wanted, Made> = [Wanted] extends [Made]
  ? [Made] extends [Wanted]
    ? Exclude<keyof Made, keyof Wanted> | Exclude<keyof Wanted, keyof Made>
    : { notAsTheType: Made }
  : { notAsTheSchema: Wanted };

/**
 * Names the schema of an answer, or of a part of one, and ties it to the type that the browser knows: where one of the two has a key or
 * a type that the other has not, it does not compile. `description` stands in the reference.
 */
export function answerOf<Wanted>() {
  return <Schema extends z.ZodType>(
    id: string,
    description: string,
    schema: Schema &
      ([Differences<Wanted, z.output<Schema>>] extends [never] ? unknown : Differences<Wanted, z.output<Schema>>),
  ): Schema => schema.meta({ id, description });
}
