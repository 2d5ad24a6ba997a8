import { BACKENDS, type BackendKind } from "../../lib/sources/kinds.ts";
import type { SourceSettings } from "../../lib/sources/settings.ts";
import { agentySource } from "./agenty/agenty-source.ts";
import { aiConnectSource } from "./ai-connect/ai-connect-source.ts";
import { cluedInSource } from "./cluedin/cluedin-source.ts";
import { BackendClient, type CallReport } from "./http/backend-client.ts";
import type { CallTimeouts } from "./http/explain-failure.ts";
import { RequestLimit } from "./http/request-limit.ts";
import type { JobSource, OpenSource } from "./job-source.ts";
import { SENTIMATRIX_CONFLICTS, sentimatrixSource } from "./sentimatrix/sentimatrix-source.ts";

export interface JobSourceOptions {
  kind: BackendKind;
  settings: Pick<SourceSettings, "address" | "partitions" | "requestsPerMinute">;
  key: string | null;
  /** What operators call it; by default what the vendor does. */
  name?: string;
  /** Shared with other connections to the same backend; by default one of its own, as the settings have it. */
  limit?: RequestLimit;
  onCall?: (report: CallReport) => void;
  timeouts?: Partial<CallTimeouts>;
}

/** Connects a backend. Nothing is sent until something is asked. */
export function createJobSource(options: JobSourceOptions): OpenSource {
  const { kind, settings, key, name = BACKENDS[kind].name, onCall, timeouts } = options;
  const client = new BackendClient({
    ...{ name, address: settings.address, key, headers: headersWith(kind, key), onCall, timeouts },
    limit: options.limit ?? new RequestLimit(settings.requestsPerMinute),
    conflictCodes: kind === "sentimatrix" ? SENTIMATRIX_CONFLICTS : [],
  });
  return {
    at: (urgency) => adapterOf(kind, client.at(urgency), options),
    close: () => client.close(),
  };
}

function adapterOf(kind: BackendKind, client: BackendClient, { settings, key }: JobSourceOptions): JobSource {
  switch (kind) {
    case "agenty":
      return agentySource(client);
    case "ai-connect":
      return aiConnectSource(client);
    case "sentimatrix":
      return sentimatrixSource(client, { projects: settings.partitions, address: settings.address, token: key });
    case "cluedin":
      return cluedInSource(client);
  }
}

function headersWith(kind: BackendKind, key: string | null): Record<string, string> {
  if (key === null) return {};
  return kind === "agenty" ? { "x-agenty-apikey": key } : { authorization: `Bearer ${key}` };
}
