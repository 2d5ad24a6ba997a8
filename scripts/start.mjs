// `npm start`: installs, builds if the sources changed, and runs the server.
import { command, ensureBuilt, ensureInstalled, runServer } from "./project.mjs";

command(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return runServer("production");
});
