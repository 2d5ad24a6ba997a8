import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import * as jobs from "./migrations/0001-jobs.ts";
import * as auth from "./migrations/0002-auth.ts";
import * as jobList from "./migrations/0003-job-list.ts";
import * as editedRetries from "./migrations/0004-edited-retries.ts";
import * as results from "./migrations/0005-results.ts";
import * as programs from "./migrations/0006-programs.ts";
import * as postProcessing from "./migrations/0007-post-processing.ts";
import * as apiTokens from "./migrations/0008-api-tokens.ts";
import * as taskRetries from "./migrations/0009-task-retries.ts";
import * as sources from "./migrations/0010-sources.ts";
import type { Database } from "./schema.ts";

/** In the order of their names. A migration that has been released is never edited; the next one mends it. */
const MIGRATIONS: Record<string, Migration> = {
  "0001-jobs": jobs,
  "0002-auth": auth,
  "0003-job-list": jobList,
  "0004-edited-retries": editedRetries,
  "0005-results": results,
  "0006-programs": programs,
  "0007-post-processing": postProcessing,
  "0008-api-tokens": apiTokens,
  "0009-task-retries": taskRetries,
  "0010-sources": sources,
};

/** Brings the schema up to date in one transaction, under Kysely's migration lock; a node that comes second waits. */
export async function migrate(db: Kysely<Database>): Promise<void> {
  const migrator = new Migrator({
    // The plugin would rename the migrator's own tables.
    db: db.withoutPlugins(),
    provider: { getMigrations: async () => MIGRATIONS },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error;
}
