// `npm run sign-in-link`: prints a link that signs the operator in once.
import { command, ensureInstalled, findNode, run, toolEnv } from "./project.mjs";

command(async () => {
  await ensureInstalled();
  return (await run(findNode(), ["server/auth/print-sign-in-link.ts"], { env: toolEnv() })).code;
});
