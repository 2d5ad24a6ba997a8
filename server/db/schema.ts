import type { ColumnType, Generated } from "kysely";
import type { Scope } from "../../lib/api/scopes.ts";
import type { DialectName } from "../../lib/dialects/dialect-name.ts";
import type { BulkState, BulkVerb } from "../../lib/jobs/bulk.ts";
import type { CommandAction, Instant, JobRow, JobRun, LogLevel, ResultVerdict, Trigger } from "../../lib/jobs/model.ts";
import type { JobSort } from "../../lib/jobs/sort.ts";
import type { CountName, JobState } from "../../lib/jobs/state.ts";

/**
 * The tables as Kysely sees them: camelCase here, snake_case in the database (CamelCasePlugin). The pool reads
 * `timestamptz` as ISO text and `int8` as a number, so most rows are wire types as they come.
 */
export interface Database {
  /** `number` is what Agenty's programs call an account by. */
  org: { id: string; name: string; number: Generated<number>; createdAt: Generated<Instant> };
  source: {
    id: string;
    org: string;
    kind: string;
    name: string;
    /** Settings as JSON text; the key is in `secret`, encrypted. */
    config: Generated<string>;
    secret: ColumnType<Buffer | null, Buffer | null | undefined, Buffer | null>;
    /** The name of the file that says what it is; null for those that people have connected. */
    declaredIn: Generated<string | null>;
    paused: Generated<boolean>;
    createdAt: Generated<Instant>;
    updatedAt: Generated<Instant>;
    removedAt: Generated<Instant | null>;
  };
  /** `health` is a SourceHealth as JSON text, `cursor` where the history is read from next, likewise. */
  sourceSync: { source: string; health: string; cursor: string | null; updatedAt: Generated<Instant> };
  jobMirror: JobMirrorTable;
  agent: AgentTable;
  schedule: {
    id: string;
    org: string;
    agentId: string;
    cron: string;
    timezone: string;
    createdAt: Generated<Instant>;
    updatedAt: Generated<Instant>;
  };
  job: JobTable;
  jobDetail: { source: string; jobId: string; params: string | null; config: string | null; result: string | null };
  /** What a program asked for in the words of its dialect; `body` is JSON text. */
  jobRequest: {
    source: string;
    jobId: string;
    org: string;
    dialect: DialectName;
    channelCode: string | null;
    scheduledAt: Instant | null;
    body: string;
  };
  jobRun: Omit<JobRun, "id" | "version"> & { id: Generated<number>; version: Generated<number> };
  task: TaskTable;
  payload: { runId: number; taskSeq: number; items: string; itemCount: number };
  logLine: { runId: number; seq: number; at: Instant; level: LogLevel; message: string; task: number | null };
  resultRow: {
    runId: number;
    collection: number;
    seq: number;
    task: number | null;
    verdict: ResultVerdict | null;
    data: string;
    /** What tells the item from others between runs, and whether it is still the same; null where nobody said. */
    keyHash: string | null;
    contentHash: string | null;
  };
  /** How many results a run has, by verdict (empty for none); kept by a trigger. */
  resultCount: { runId: number; collection: number; verdict: string; resultRows: number };
  /** What post-processing made of results: `rawSeq` is the seq of the result that a row was made of. */
  modifiedRow: {
    runId: number;
    collection: number;
    seq: number;
    rawSeq: number;
    task: number | null;
    verdict: ResultVerdict | null;
    data: string;
  };
  /** What became of results in post-processing, by verdict (empty for none). */
  modifiedCount: {
    runId: number;
    collection: number;
    verdict: string;
    modifiedRows: number;
    filteredRows: number;
    duplicateRows: number;
    unreadValues: number;
  };
  /** What a step of post-processing that drops duplicates has seen of a run. */
  modifiedKey: { runId: number; collection: number; step: number; hash: string };
  agentItem: {
    agentId: string;
    collection: number;
    keyHash: string;
    contentHash: string;
    lastRun: number;
    firstSeenAt: Instant;
    lastSeenAt: Instant;
  };
  command: CommandTable;
  jobCount: { org: string; source: string; agentId: string; countName: CountName; slot: number; jobs: number };
  throughput: {
    org: string;
    source: string;
    minute: Instant;
    state: JobState;
    slot: number;
    jobs: number;
    queueTime: number[];
    runTime: number[];
  };
  change: {
    revision: number;
    org: string;
    kind: string;
    source: string | null;
    jobId: string | null;
    data: string;
    at: Generated<Instant>;
  };
  feed: { single: Generated<boolean>; revision: number };
  setting: { name: string; value: string };
  savedView: {
    id: string;
    org: string;
    owner: string;
    ownerName: string;
    name: string;
    query: string;
    sort: JobSort;
    shared: boolean;
    createdAt: Generated<Instant>;
    updatedAt: Generated<Instant>;
  };
  apiToken: ApiTokenTable;
  /** What a person chose for themselves, as JSON text by name. */
  preference: { org: string; person: string; name: string; value: string; updatedAt: Generated<Instant> };
  bulkAction: BulkActionTable;
  /** The jobs that a bulk action has not come to yet, by their places in it. */
  bulkTarget: { bulkId: string; place: number; source: string; jobId: string };
  bulkFailure: { bulkId: string; source: string; jobId: string; reason: string; at: Instant };
}

/** What was read of a backend's job when somebody looked at it, and how far it was read. */
interface JobMirrorTable {
  source: string;
  jobId: string;
  /** The backend's answer about the job, as text without secrets. */
  raw: string | null;
  detailAt: Instant | null;
  logLines: Generated<number>;
  logAt: Instant | null;
  resultRows: Generated<number>;
  resultsAt: Instant | null;
  /** Whether all of it was read after the job had ended. */
  isFinal: Generated<boolean>;
  /** Why it could not be read the last time; null when it could. */
  error: string | null;
  errorAt: Instant | null;
  lookedAt: Generated<Instant>;
}

interface AgentTable {
  id: string;
  org: string;
  source: string;
  name: string;
  /** What programs call the agent by, of the definition; null where that is its id. */
  slug: string | null;
  type: string;
  enabled: Generated<boolean>;
  /** The definition as JSON text. */
  definition: string;
  createdAt: Generated<Instant>;
  updatedAt: Generated<Instant>;
  deletedAt: Instant | null;
}

/** `search` is generated by the database: lower-case id, name and error in one text. */
export type JobTable = Omit<JobRow, "version" | "trigger" | "tags"> & {
  org: string;
  trigger: Trigger | null;
  /** When the backend was asked for what the row says; null for jobs of the built-in engine. */
  reportedAt: Generated<Instant | null>;
  tags: ColumnType<string[], string[] | undefined, string[]>;
  version: Generated<number>;
  search: ColumnType<string, never, never>;
  /** From start to end, generated; null while it has not ended or never began. */
  durationMs: ColumnType<number | null, never, never>;
  /** From queueing to start, or to an end without a start, generated. */
  queueMs: ColumnType<number | null, never, never>;
};

interface TaskTable {
  runId: number;
  seq: number;
  target: string;
  state: JobState;
  depth: Generated<number>;
  resultsCount: number | null;
  httpStatus: number | null;
  queuedAt: Instant | null;
  startedAt: Instant | null;
  endedAt: Instant | null;
  error: string | null;
  attempt: Generated<number>;
  maxAttempts: Generated<number>;
  dueAt: Instant | null;
  earlierError: string | null;
}

interface ApiTokenTable {
  id: string;
  org: string;
  name: string;
  /** Of the whole token, as `hashOf` makes it. */
  hash: string;
  scopes: Scope[];
  createdBy: string;
  createdById: string;
  createdAt: Instant;
  /** Null for never. */
  expiresAt: Instant | null;
  lastUsedAt: Generated<Instant | null>;
  revokedAt: Generated<Instant | null>;
  revokedBy: Generated<string | null>;
}

interface BulkActionTable {
  id: string;
  org: string;
  verb: BulkVerb;
  state: BulkState;
  actorKind: "person" | "token" | "schedule";
  actorId: string;
  actor: string;
  reason: string | null;
  /** The filter with its times resolved, as text; null when jobs were chosen one by one. */
  query: string | null;
  /** How many jobs were chosen one by one; null with a `query`. */
  chosen: number | null;
  matched: number;
  eligible: number;
  done: Generated<number>;
  failed: Generated<number>;
  skipped: Generated<number>;
  /** How far it has come: the place of the last target that it is done with. */
  position: Generated<number>;
  /** Why commands failed, as JSON text: `BulkAction["failures"]`, but more of them. */
  failures: Generated<string>;
  createdAt: Instant;
  startsAt: Instant;
  startedAt: Instant | null;
  finishedAt: Instant | null;
  abortRequestedAt: Instant | null;
  abortedBy: string | null;
  version: Generated<number>;
}

interface CommandTable {
  id: Generated<number>;
  org: string;
  source: string;
  jobId: string | null;
  agentId: string | null;
  action: CommandAction;
  actorKind: string;
  actorId: string;
  actor: string;
  reason: string | null;
  requestedAt: Generated<Instant>;
  acknowledgedAt: Instant | null;
  finishedAt: Instant | null;
  outcome: "done" | "refused" | "failed" | null;
  resultJobId: string | null;
  /** The bulk action that this command is part of. */
  bulkId: Generated<string | null>;
  edited: Generated<string[] | null>;
}
