import { runJobSourceContract } from "../job-source-contract.ts";
import { useFakeBackend } from "../testing/fake-harness.ts";
import { useWatchfloor } from "../testing/watchfloor-harness.ts";

runJobSourceContract("Sentimatrix, made up", () => useFakeBackend("sentimatrix"));
runJobSourceContract("Sentimatrix, served by another Watchfloor", () => useWatchfloor("sentimatrix"));
