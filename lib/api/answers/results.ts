import { z } from "zod";
import { RESULT_VERDICTS, type ResultRow } from "../../jobs/model.ts";
import type { CutValue, ListedResult } from "../../jobs/result-preview.ts";
import {
  type ChangedResult,
  type ModifiedCollection,
  RESULT_CHANGES,
  type ResultChanges,
  type ResultCollection,
  type ResultField,
  type ResultFields,
  type ResultPage,
  type ResultPart,
} from "../job-types.ts";
import { answerOf } from "./answer-of.ts";
import { count, flag, instant, jobId, jobState, nextCursor, pageOf, revision, runId, source, text } from "./values.ts";

const verdict = z.enum(RESULT_VERDICTS);

const resultRow = answerOf<ResultRow>()(
  "ResultRow",
  "One stored item.",
  z.object({
    collection: count,
    seq: count.describe("Its place in the collection, from 1."),
    task: count.nullable().describe("The seq of the task that found it."),
    verdict: verdict.nullable().describe("What it is beside all that the agent had found before."),
    data: text.describe("The item as JSON text, so that large numbers stay exact."),
  }),
);

const cutValue = answerOf<CutValue>()(
  "CutValue",
  "A value that is shown in part.",
  z.object({
    name: text,
    length: count
      .nullable()
      .describe("How long the whole is, in characters as JSON; null when it was not read to its end."),
    nested: flag.describe("Whether it is an object or a list, not a text."),
  }),
);

const listedResult = answerOf<ListedResult>()(
  "ListedResult",
  "An item as lists have it: values named in `cut` are only begun, as strings.",
  resultRow.extend({
    bytes: count.describe("The size of the whole item."),
    cut: z.array(cutValue),
    partial: flag.describe("Whether fields after the last one were not read."),
    rawSeq: count
      .exactOptional()
      .describe("Of a row that post-processing made: the seq of the result that it was made of."),
  }),
);

const rowCounts = { rows: count, verdicts: z.record(verdict, count) };

const modifiedCollection = answerOf<ModifiedCollection>()(
  "ModifiedCollection",
  "What post-processing left of a collection.",
  z.object({
    ...rowCounts,
    filtered: count.describe("Rows that were filtered out."),
    duplicates: count.describe("Rows that were dropped as duplicates."),
    unread: count.describe("Values that could not be made."),
  }),
);

const resultCollection = answerOf<ResultCollection>()(
  "ResultCollection",
  "How many results a collection has, and of how many the verdict is known.",
  z.object({
    collection: count,
    ...rowCounts,
    modified: modifiedCollection.nullable().describe("Null where it was not asked for, or nothing is stored yet."),
  }),
);

export const resultPage = answerOf<ResultPage>()(
  "ResultPage",
  "Results of a collection in order of seq.",
  pageOf(listedResult).extend({
    runId,
    modified: flag.describe("Whether the rows are as post-processing left them, and not as they were found."),
    total: count.describe("How many the filter lets through."),
    before: count.describe("How many of them stand before this page."),
    previousCursor: text.nullable().describe("The `after` of the page before this one; null on the first."),
    collections: z.array(resultCollection).describe("All collections of the run."),
  }),
);

export const resultPart = answerOf<ResultPart>()(
  "ResultPart",
  "A part of one item, as it is stored.",
  z.object({
    item: resultRow,
    modified: flag.describe("Whether it is as post-processing left it."),
    from: count,
    length: count.describe("How long the whole is, in characters."),
    bytes: count.describe("The size of the whole."),
  }),
);

const resultField = answerOf<ResultField>()(
  "ResultField",
  "A field of one item.",
  z.object({
    name: text,
    from: count.describe("The first character of its value in the item, from 0."),
    length: count.describe("How long its value is, in characters."),
    data: text.describe("The value as JSON text, or its first characters."),
  }),
);

export const resultFields = answerOf<ResultFields>()(
  "ResultFields",
  "Where the fields of one item stand.",
  z.object({
    fields: z.array(resultField).nullable().describe("In the order of the item; null when it is no object."),
    more: flag.describe("Whether it has others, which are not listed."),
  }),
);

const changedResult = answerOf<ChangedResult>()(
  "ChangedResult",
  "One difference between two runs.",
  z.object({
    change: z.enum(RESULT_CHANGES),
    item: listedResult.describe("As it is now; of one that was removed, as it was."),
    before: listedResult.nullable().describe("Of one that changed: as it was."),
    fields: z.array(text).describe("Names of the fields that differ, as far as they were read."),
  }),
);

export const resultChanges = answerOf<ResultChanges>()(
  "ResultChanges",
  "What a collection has that the run before had not, and the other way round.",
  z.object({
    runId,
    collection: count,
    previous: z
      .object({ source, id: jobId, attempt: count, state: jobState, startedAt: instant.nullable(), rows: count })
      .nullable()
      .describe("The run compared with; null when there is none."),
    key: z
      .array(text)
      .nullable()
      .describe(
        "The agent's fields that tell items apart; null when whole contents are compared, for the reason in `why`.",
      ),
    why: z.enum(["no-key", "key-changed", "no-hashes"]).nullable(),
    counts: z
      .object({
        added: count,
        changed: count,
        removed: count.nullable().describe("Null while the run has not ended."),
        same: count,
      })
      .nullable()
      .describe("Null when there is nothing to compare with, or too much."),
    tooMany: z
      .object({ rows: count, limit: count })
      .nullable()
      .describe("Set when there are more results than are compared, or comparing took too long."),
    items: z.array(changedResult),
    nextCursor,
    revision,
  }),
);
