// `npm run build`: builds the pages and the client library if the sources changed since the last build.
import { command, ensureBuilt, ensureInstalled } from "./project.mjs";

command(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
