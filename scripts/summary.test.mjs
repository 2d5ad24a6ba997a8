import { expect, it } from "vitest";
import { readPlaywright, readVitest } from "./summary.mjs";

it("counts Vitest's tests, and a file that could not be loaded as a failure", () => {
  const test = (status, fullName = "t") => ({ status, fullName });
  const report = {
    testResults: [
      { status: "passed", assertionResults: [test("passed"), test("passed"), test("skipped", "needs PostgreSQL")] },
      { status: "failed", assertionResults: [test("failed"), test("passed")] },
      { status: "failed", assertionResults: [] },
    ],
  };
  expect(readVitest(report)).toEqual({
    passed: 3,
    failed: 2,
    skipped: [{ title: "needs PostgreSQL", why: "" }],
    flaky: [],
  });
});

it("counts Playwright's tests wherever they are nested, with why they were skipped", () => {
  const spec = (title, status, annotations = []) => ({ title, tests: [{ status, annotations }] });
  const report = {
    errors: [{ message: "a spec would not load" }],
    suites: [
      {
        title: "live.spec.ts",
        specs: [spec("moves", "expected"), spec("breaks", "unexpected")],
        suites: [
          {
            title: "on PostgreSQL",
            specs: [
              spec("fails over", "skipped", [{ type: "skip", description: "no server" }]),
              spec("wobbles", "flaky"),
            ],
          },
        ],
      },
    ],
  };
  expect(readPlaywright(report)).toEqual({
    passed: 2,
    failed: 2,
    skipped: [{ title: "live.spec.ts › on PostgreSQL › fails over", why: "no server" }],
    flaky: ["live.spec.ts › on PostgreSQL › wobbles"],
  });
});
