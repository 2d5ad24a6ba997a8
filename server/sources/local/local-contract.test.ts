import { runJobSourceContract } from "../job-source-contract.ts";
import { useWatchfloor } from "../testing/watchfloor-harness.ts";

runJobSourceContract("the built-in engine", () => useWatchfloor("local"));
