import { createLiveClient } from "../../lib/realtime/live-client.ts";
import type { Room } from "../../lib/realtime/protocol.ts";
import type { ToCrowd } from "./messages.ts";

// Many other operators, each with a list of jobs before them, in a process of their own.

process.once("message", async ({ url, token, count, jobIds, revision }: ToCrowd) => {
  const connected = Array.from({ length: count }, () => {
    const client = createLiveClient({ url, headers: { authorization: `Bearer ${token}` } });
    const rooms: Room[] = ["summary", ...jobIds.map((id): Room => `job:local/${id}`)];
    for (const room of rooms) client.join(room, revision, { onEvents: () => undefined, onResync: () => undefined });
    return new Promise<void>((live) => client.onStatus(({ phase }) => phase === "live" && live()));
  });
  await Promise.all(connected);
  process.send?.({ type: "connected" });
});
process.once("disconnect", () => process.exit(0));
