import { createOpenApiDocument, type OpenApiDocument } from "../../../server/openapi/document.ts";
import * as aiConnectJobsId from "../../services/agent-jobs/[id]/route.ts";
import * as aiConnectJobs from "../../services/agent-jobs/route.ts";
import * as agentyJobsIdExportFile from "../../v2/jobs/[id]/export/[file]/route.ts";
import * as agentyJobsIdExport from "../../v2/jobs/[id]/export/route.ts";
import * as agentyJobsIdFiles from "../../v2/jobs/[id]/files/route.ts";
import * as agentyJobsIdLogs from "../../v2/jobs/[id]/logs/route.ts";
import * as agentyJobsIdResultDownload from "../../v2/jobs/[id]/result/download/route.ts";
import * as agentyJobsIdResult from "../../v2/jobs/[id]/result/route.ts";
import * as agentyJobsId from "../../v2/jobs/[id]/route.ts";
import * as agentyJobsIdStop from "../../v2/jobs/[id]/stop/route.ts";
import * as agentyJobsDownload from "../../v2/jobs/download/route.ts";
import * as agentyJobs from "../../v2/jobs/route.ts";
import * as agentyJobsStart from "../../v2/jobs/start/route.ts";
import * as agentsId from "../agents/[id]/route.ts";
import * as agentsIdStart from "../agents/[id]/start/route.ts";
import * as agents from "../agents/route.ts";
import * as authSignIn from "../auth/sign-in/route.ts";
import * as authSignOut from "../auth/sign-out/route.ts";
import * as bulkActionsIdAbort from "../bulk-actions/[id]/abort/route.ts";
import * as bulkActionsIdItems from "../bulk-actions/[id]/items/route.ts";
import * as bulkActionsId from "../bulk-actions/[id]/route.ts";
import * as bulkActionsPreview from "../bulk-actions/preview/route.ts";
import * as bulkActions from "../bulk-actions/route.ts";
import * as changes from "../changes/route.ts";
import * as failures from "../failures/route.ts";
import * as jobsSourceIdCancel from "../jobs/[source]/[id]/cancel/route.ts";
import * as jobsSourceIdChain from "../jobs/[source]/[id]/chain/route.ts";
import * as jobsSourceIdComparison from "../jobs/[source]/[id]/comparison/route.ts";
import * as jobsSourceIdDocumentsNameLines from "../jobs/[source]/[id]/documents/[name]/lines/route.ts";
import * as jobsSourceIdDocumentsName from "../jobs/[source]/[id]/documents/[name]/route.ts";
import * as jobsSourceIdFailureHistory from "../jobs/[source]/[id]/failure-history/route.ts";
import * as jobsSourceIdHistory from "../jobs/[source]/[id]/history/route.ts";
import * as jobsSourceIdLogsSeq from "../jobs/[source]/[id]/logs/[seq]/route.ts";
import * as jobsSourceIdLogsExport from "../jobs/[source]/[id]/logs/export/route.ts";
import * as jobsSourceIdLogsMatches from "../jobs/[source]/[id]/logs/matches/route.ts";
import * as jobsSourceIdLogs from "../jobs/[source]/[id]/logs/route.ts";
import * as jobsSourceIdQueue from "../jobs/[source]/[id]/queue/route.ts";
import * as jobsSourceIdResultsCollectionSeqFields from "../jobs/[source]/[id]/results/[collection]/[seq]/fields/route.ts";
import * as jobsSourceIdResultsCollectionSeqFile from "../jobs/[source]/[id]/results/[collection]/[seq]/file/route.ts";
import * as jobsSourceIdResultsCollectionSeq from "../jobs/[source]/[id]/results/[collection]/[seq]/route.ts";
import * as jobsSourceIdResultsChanges from "../jobs/[source]/[id]/results/changes/route.ts";
import * as jobsSourceIdResultsExport from "../jobs/[source]/[id]/results/export/route.ts";
import * as jobsSourceIdResults from "../jobs/[source]/[id]/results/route.ts";
import * as jobsSourceIdRetry from "../jobs/[source]/[id]/retry/route.ts";
import * as jobsSourceId from "../jobs/[source]/[id]/route.ts";
import * as jobsSourceIdStartAgain from "../jobs/[source]/[id]/start-again/route.ts";
import * as jobsSourceIdTasksOrder from "../jobs/[source]/[id]/tasks/order/route.ts";
import * as jobsSourceIdTasksOutline from "../jobs/[source]/[id]/tasks/outline/route.ts";
import * as jobsSourceIdTasks from "../jobs/[source]/[id]/tasks/route.ts";
import * as jobsSourceIdTasksRows from "../jobs/[source]/[id]/tasks/rows/route.ts";
import * as jobsExecuting from "../jobs/executing/route.ts";
import * as jobsExport from "../jobs/export/route.ts";
import * as jobsFacets from "../jobs/facets/route.ts";
import * as jobs from "../jobs/route.ts";
import * as jobsRows from "../jobs/rows/route.ts";
import * as jobsValues from "../jobs/values/route.ts";
import * as preferencesName from "../preferences/[name]/route.ts";
import * as sourcesIdPause from "../sources/[id]/pause/route.ts";
import * as sourcesIdRead from "../sources/[id]/read/route.ts";
import * as sourcesIdResume from "../sources/[id]/resume/route.ts";
import * as sourcesId from "../sources/[id]/route.ts";
import * as sourcesIdTest from "../sources/[id]/test/route.ts";
import * as sources from "../sources/route.ts";
import * as sourcesTest from "../sources/test/route.ts";
import * as summary from "../summary/route.ts";
import * as throughput from "../throughput/route.ts";
import * as tokensId from "../tokens/[id]/route.ts";
import * as tokens from "../tokens/route.ts";
import * as v1Jobrun from "../v1/jobrun/route.ts";
import * as v1JobsIdCancel from "../v1/jobs/[id]/cancel/route.ts";
import * as v1JobsIdLogs from "../v1/jobs/[id]/logs/route.ts";
import * as v1JobsIdRetry from "../v1/jobs/[id]/retry/route.ts";
import * as v1JobsId from "../v1/jobs/[id]/route.ts";
import * as v1JobsIdWs from "../v1/jobs/[id]/ws/route.ts";
import * as v1JobsExecuting from "../v1/jobs/executing/route.ts";
import * as v1Jobs from "../v1/jobs/route.ts";
import * as v1ProjectsProjectJobs from "../v1/projects/[project]/jobs/route.ts";
import * as viewsId from "../views/[id]/route.ts";
import * as views from "../views/route.ts";
import * as openApi from "./route.ts";

/** Every route file with a contract, by its address; a test says when one is missing. */
const ROUTES = {
  "/api/agents": agents,
  "/api/agents/[id]": agentsId,
  "/api/agents/[id]/start": agentsIdStart,
  "/api/auth/sign-in": authSignIn,
  "/api/auth/sign-out": authSignOut,
  "/api/bulk-actions": bulkActions,
  "/api/bulk-actions/[id]": bulkActionsId,
  "/api/bulk-actions/[id]/abort": bulkActionsIdAbort,
  "/api/bulk-actions/[id]/items": bulkActionsIdItems,
  "/api/bulk-actions/preview": bulkActionsPreview,
  "/api/changes": changes,
  "/api/failures": failures,
  "/api/jobs": jobs,
  "/api/jobs/[source]/[id]": jobsSourceId,
  "/api/jobs/[source]/[id]/cancel": jobsSourceIdCancel,
  "/api/jobs/[source]/[id]/chain": jobsSourceIdChain,
  "/api/jobs/[source]/[id]/comparison": jobsSourceIdComparison,
  "/api/jobs/[source]/[id]/documents/[name]/lines": jobsSourceIdDocumentsNameLines,
  "/api/jobs/[source]/[id]/documents/[name]": jobsSourceIdDocumentsName,
  "/api/jobs/[source]/[id]/failure-history": jobsSourceIdFailureHistory,
  "/api/jobs/[source]/[id]/history": jobsSourceIdHistory,
  "/api/jobs/[source]/[id]/logs": jobsSourceIdLogs,
  "/api/jobs/[source]/[id]/logs/[seq]": jobsSourceIdLogsSeq,
  "/api/jobs/[source]/[id]/logs/export": jobsSourceIdLogsExport,
  "/api/jobs/[source]/[id]/logs/matches": jobsSourceIdLogsMatches,
  "/api/jobs/[source]/[id]/queue": jobsSourceIdQueue,
  "/api/jobs/[source]/[id]/results": jobsSourceIdResults,
  "/api/jobs/[source]/[id]/results/[collection]/[seq]": jobsSourceIdResultsCollectionSeq,
  "/api/jobs/[source]/[id]/results/[collection]/[seq]/fields": jobsSourceIdResultsCollectionSeqFields,
  "/api/jobs/[source]/[id]/results/[collection]/[seq]/file": jobsSourceIdResultsCollectionSeqFile,
  "/api/jobs/[source]/[id]/results/changes": jobsSourceIdResultsChanges,
  "/api/jobs/[source]/[id]/results/export": jobsSourceIdResultsExport,
  "/api/jobs/[source]/[id]/retry": jobsSourceIdRetry,
  "/api/jobs/[source]/[id]/start-again": jobsSourceIdStartAgain,
  "/api/jobs/[source]/[id]/tasks": jobsSourceIdTasks,
  "/api/jobs/[source]/[id]/tasks/order": jobsSourceIdTasksOrder,
  "/api/jobs/[source]/[id]/tasks/outline": jobsSourceIdTasksOutline,
  "/api/jobs/[source]/[id]/tasks/rows": jobsSourceIdTasksRows,
  "/api/jobs/executing": jobsExecuting,
  "/api/jobs/export": jobsExport,
  "/api/jobs/facets": jobsFacets,
  "/api/jobs/rows": jobsRows,
  "/api/jobs/values": jobsValues,
  "/api/openapi.json": openApi,
  "/api/preferences/[name]": preferencesName,
  "/api/sources": sources,
  "/api/sources/[id]": sourcesId,
  "/api/sources/[id]/pause": sourcesIdPause,
  "/api/sources/[id]/read": sourcesIdRead,
  "/api/sources/[id]/resume": sourcesIdResume,
  "/api/sources/[id]/test": sourcesIdTest,
  "/api/sources/test": sourcesTest,
  "/api/summary": summary,
  "/api/throughput": throughput,
  "/api/tokens": tokens,
  "/api/tokens/[id]": tokensId,
  "/api/views": views,
  "/api/views/[id]": viewsId,
  "/api/v1/jobs": v1Jobs,
  "/api/v1/jobs/executing": v1JobsExecuting,
  "/api/v1/jobrun": v1Jobrun,
  "/services/agent-jobs": aiConnectJobs,
  "/services/agent-jobs/[id]": aiConnectJobsId,
  "/api/v1/projects/[project]/jobs": v1ProjectsProjectJobs,
  "/api/v1/jobs/[id]": v1JobsId,
  "/api/v1/jobs/[id]/cancel": v1JobsIdCancel,
  "/api/v1/jobs/[id]/retry": v1JobsIdRetry,
  "/api/v1/jobs/[id]/logs": v1JobsIdLogs,
  "/api/v1/jobs/[id]/ws": v1JobsIdWs,
  "/v2/jobs": agentyJobs,
  "/v2/jobs/[id]": agentyJobsId,
  "/v2/jobs/[id]/stop": agentyJobsIdStop,
  "/v2/jobs/[id]/export": agentyJobsIdExport,
  "/v2/jobs/[id]/export/[file]": agentyJobsIdExportFile,
  "/v2/jobs/[id]/files": agentyJobsIdFiles,
  "/v2/jobs/[id]/logs": agentyJobsIdLogs,
  "/v2/jobs/[id]/result": agentyJobsIdResult,
  "/v2/jobs/[id]/result/download": agentyJobsIdResultDownload,
  "/v2/jobs/start": agentyJobsStart,
  "/v2/jobs/download": agentyJobsDownload,
};

let made: OpenApiDocument | undefined;

/** The OpenAPI document of all that is served here. */
export function openApiDocument(): OpenApiDocument {
  made ??= createOpenApiDocument(ROUTES);
  return made;
}
