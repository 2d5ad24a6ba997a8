import type { QueryClient } from "@tanstack/react-query";
import { callApi } from "../../lib/api/client.ts";
import { keys, preferencePath } from "../../lib/api/queries.ts";
import type { JobColumnsPreference, Preference } from "../../lib/api/types.ts";
import { toastFailed } from "../ui/toast.ts";
import type { Column } from "./list-columns.ts";
import type { PageSize } from "./list-place.ts";
import { pageSizeOf } from "./list-preference.ts";

const NAME = "job-columns";

/** The one that is on its way: what was chosen last is to be kept, so that they go one after the other. */
let sending: Promise<unknown> = Promise.resolve();

/** Keeps what the reader chose: shown at once, then kept for wherever they sign in. Null columns are the usual ones. */
export function keepColumns(
  queryClient: QueryClient,
  { columns, pageSize }: { columns?: readonly Column[] | null; pageSize?: PageSize },
): void {
  const key = keys.preference(NAME);
  const held = queryClient.getQueryData<Preference<typeof NAME>>(key)?.value ?? null;
  const value: JobColumnsPreference = {
    columns: columns === undefined ? (held?.columns ?? []) : (columns ?? []).map(({ id, width }) => ({ id, width })),
    pageSize: pageSize ?? pageSizeOf(held),
  };
  queryClient.setQueryData<Preference<typeof NAME>>(key, { value });
  sending = sending
    .then(() => callApi(preferencePath(NAME), { method: "PUT", body: { value } }))
    .catch((error) => toastFailed("Your columns are not kept beyond this tab", error));
}
