import { runJobSourceContract } from "../job-source-contract.ts";
import { useFakeBackend } from "../testing/fake-harness.ts";
import { useWatchfloor } from "../testing/watchfloor-harness.ts";

runJobSourceContract("CluedIn, made up", () => useFakeBackend("cluedin"));
runJobSourceContract("CluedIn, served by another Watchfloor", () => useWatchfloor("cluedin"));
