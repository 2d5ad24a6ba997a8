import { runJobSourceContract } from "../job-source-contract.ts";
import { useFakeBackend } from "../testing/fake-harness.ts";

runJobSourceContract("AI Connect, made up", () => useFakeBackend("ai-connect"));
