// Counts and skipped titles out of the JSON reports of Vitest and Playwright.

/** @returns {{passed: number, failed: number, skipped: {title: string, why: string}[], flaky: string[]}} */
export function readVitest(report) {
  const totals = { passed: 0, failed: 0, skipped: [], flaky: [] };
  for (const file of report.testResults) {
    // A file that could not even be loaded has no tests to fail.
    if (file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed")) totals.failed += 1;
    for (const test of file.assertionResults) {
      if (test.status === "passed") totals.passed += 1;
      else if (test.status === "failed") totals.failed += 1;
      else totals.skipped.push({ title: test.fullName.trim(), why: "" });
    }
  }
  return totals;
}

/** @returns {{passed: number, failed: number, skipped: {title: string, why: string}[], flaky: string[]}} */
export function readPlaywright(report) {
  const totals = { passed: 0, failed: report.errors.length, skipped: [], flaky: [] };
  const visit = (suite, titles) => {
    const path = suite.title ? [...titles, suite.title] : titles;
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === "skipped") {
          const why = test.annotations.find((note) => note.type === "skip" || note.type === "fixme")?.description ?? "";
          totals.skipped.push({ title: [...path, spec.title].join(" › "), why });
        } else if (test.status === "unexpected") totals.failed += 1;
        else totals.passed += 1;
        if (test.status === "flaky") totals.flaky.push([...path, spec.title].join(" › "));
      }
    }
    for (const child of suite.suites ?? []) visit(child, path);
  };
  for (const suite of report.suites) visit(suite, []);
  return totals;
}
