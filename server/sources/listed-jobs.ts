import type { ReportedJob } from "../../lib/dialects/reported-job.ts";
import type { ReportedPage } from "../../lib/dialects/reported-page.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import type { ListedJobs } from "./job-source.ts";

/** A page as the port tells it: each job once, as it was told last, and in words what could not be used. */
export function toListed(page: ReportedPage, change: (job: ReportedJob) => ReportedJob = (job) => job): ListedJobs {
  const jobs = new Map(page.jobs.map((job) => [job.id, change(job)]));
  const notices: string[] = [];
  const nameless = page.returned - page.jobs.length;
  const doubles = page.jobs.length - jobs.size;
  if (nameless > 0) notices.push(`A list had ${formatQuantity(nameless, "item")} without an id`);
  if (doubles > 0) notices.push(`A list had ${formatQuantity(doubles, "job")} twice`);
  return { jobs: [...jobs.values()], total: page.total, returned: page.returned, notices };
}
