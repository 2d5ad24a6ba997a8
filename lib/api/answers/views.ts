import { z } from "zod";
import { JOB_SORTS } from "../../jobs/sort.ts";
import { PREFERENCE_SCHEMAS } from "../preference-schemas.ts";
import type { Page, Preference, SavedView } from "../types.ts";
import { answerOf } from "./answer-of.ts";
import { flag, instant, pageOf, text } from "./values.ts";

const savedView = answerOf<SavedView>()(
  "SavedView",
  "A named list: a filter text and an order.",
  z.object({
    id: text,
    name: text,
    q: text.describe("The filter text."),
    sort: z.enum(JOB_SORTS),
    shared: flag.describe("Whether all of the organisation see it."),
    owner: text,
    mine: flag.describe("Only then may the caller change it."),
    updatedAt: instant,
  }),
);

export const savedViewPage = answerOf<Page<SavedView>>()(
  "SavedViewPage",
  "Saved views by name, on one page.",
  pageOf(savedView),
);

export const savedViewAnswer = answerOf<{ view: SavedView }>()(
  "SavedViewAnswer",
  "The view as it is now.",
  z.object({ view: savedView }),
);

export const jobColumnsPreference = answerOf<Preference<"job-columns">>()(
  "JobColumnsPreference",
  "Columns of the list of jobs in their order, with their widths in pixels (null for the usual), and how many rows a page has.",
  z.object({ value: PREFERENCE_SCHEMAS["job-columns"].nullable().describe("Null when the caller has not chosen.") }),
);
