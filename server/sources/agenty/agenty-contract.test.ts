import { runJobSourceContract } from "../job-source-contract.ts";
import { useFakeBackend } from "../testing/fake-harness.ts";
import { useWatchfloor } from "../testing/watchfloor-harness.ts";

runJobSourceContract("Agenty, made up", () => useFakeBackend("agenty"));
runJobSourceContract("Agenty, served by another Watchfloor", () => useWatchfloor("agenty"));
