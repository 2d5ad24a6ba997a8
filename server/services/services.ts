import { localSource } from "../sources/local/local-source.ts";
import type { Store } from "../store/write.ts";
import { AgentsService } from "./agents-service.ts";
import { BulkActionsService } from "./bulk-actions-service.ts";
import { ComparisonService } from "./comparison-service.ts";
import { DocumentsService } from "./documents-service.ts";
import { ExportService } from "./export-service.ts";
import { FailuresService } from "./failures-service.ts";
import type { JobEngine } from "./job-engine.ts";
import { JobsService } from "./jobs-service.ts";
import { LogsService } from "./logs-service.ts";
import type { Mirror } from "./mirror.ts";
import { OverviewService } from "./overview-service.ts";
import { PreferencesService } from "./preferences-service.ts";
import { ProgramJobsService } from "./program-jobs-service.ts";
import { ResultsService } from "./results-service.ts";
import { RunsService } from "./runs-service.ts";
import { type SourceParts, SourcesService } from "./sources-service.ts";
import { TasksService } from "./tasks-service.ts";
import { TokensService } from "./tokens-service.ts";
import { ViewsService } from "./views-service.ts";

/** What pages and API routes may ask for. Each call names the principal, and answers only what that one may know. */
export interface Services {
  overview: OverviewService;
  jobs: JobsService;
  runs: RunsService;
  logs: LogsService;
  comparisons: ComparisonService;
  documents: DocumentsService;
  results: ResultsService;
  tasks: TasksService;
  agents: AgentsService;
  bulkActions: BulkActionsService;
  failures: FailuresService;
  exports: ExportService;
  views: ViewsService;
  preferences: PreferencesService;
  programJobs: ProgramJobsService;
  tokens: TokensService;
  sources: SourcesService;
}

export function createServices(store: Store, engine: JobEngine, mirror: Mirror, sources: SourceParts): Services {
  const services: Services = {
    overview: new OverviewService(store),
    jobs: new JobsService(store, engine, mirror),
    runs: new RunsService(store, mirror),
    logs: new LogsService(store, mirror),
    comparisons: new ComparisonService(store),
    documents: new DocumentsService(store),
    results: new ResultsService(store, mirror),
    tasks: new TasksService(store, mirror),
    agents: new AgentsService(store, engine),
    bulkActions: new BulkActionsService(store, engine),
    failures: new FailuresService(store),
    exports: new ExportService(store),
    views: new ViewsService(store),
    preferences: new PreferencesService(store),
    programJobs: new ProgramJobsService(store),
    tokens: new TokensService(store),
    sources: new SourcesService(store, sources, (principal) => localSource(services, principal)),
  };
  return services;
}
