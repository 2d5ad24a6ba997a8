import { runJobSourceContract } from "../job-source-contract.ts";
import { useFakeBackend } from "../testing/fake-harness.ts";

runJobSourceContract("Sentimatrix, made up", () => useFakeBackend("sentimatrix"));
