import { runJobSourceContract } from "../job-source-contract.ts";
import { useFakeBackend } from "../testing/fake-harness.ts";

runJobSourceContract("Agenty, made up", () => useFakeBackend("agenty"));
