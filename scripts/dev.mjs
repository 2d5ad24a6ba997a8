// `npm run dev`: the same server, with pages compiled as they are asked for.
import { command, ensureInstalled, runServer } from "./project.mjs";

command(async () => {
  await ensureInstalled();
  return runServer("development");
});
