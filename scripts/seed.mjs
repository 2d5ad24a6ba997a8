// `npm run seed -- --jobs N`: adds a made-up history to the configured store.
import { command, ensureInstalled, findNode, run, toolEnv } from "./project.mjs";

command(async () => {
  await ensureInstalled();
  const args = ["server/seed/seed.ts", ...process.argv.slice(2)];
  return (await run(findNode(), args, { env: toolEnv() })).code;
});
