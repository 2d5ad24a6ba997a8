import { runJobSourceContract } from "../job-source-contract.ts";
import { useFakeBackend } from "../testing/fake-harness.ts";
import { useWatchfloor } from "../testing/watchfloor-harness.ts";

runJobSourceContract("AI Connect, made up", () => useFakeBackend("ai-connect"));
runJobSourceContract("AI Connect, served by another Watchfloor", () => useWatchfloor("ai-connect"));
