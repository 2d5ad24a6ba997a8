import { z } from "zod";
import { DOCUMENT_NAMES } from "../../../../../../../lib/jobs/shown-text.ts";
import { jobParams } from "../../inputs.ts";

/** Which text of a job. */
export const documentParams = jobParams.extend({ name: z.enum(DOCUMENT_NAMES) });
