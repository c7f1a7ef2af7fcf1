import { expect, test } from "vitest";
import { countPlaywright, countVitest, summary } from "./results.mjs";

const file = (status: string, ...tests: string[]) => ({
  name: "a.test.ts",
  status,
  assertionResults: tests.map((test, index) => ({ status: test, fullName: `test ${index}` })),
});

test("vitest: passed and failed are counted, skipped and todo are neither", () => {
  const report = {
    testResults: [file("failed", "passed", "passed", "failed", "skipped", "todo", "pending")],
  };
  expect(countVitest(report, 1)).toEqual({ passed: 2, failures: ["test 2"] });
});

test("vitest: a file that could not be loaded is a failure", () => {
  expect(countVitest({ testResults: [file("failed")] }, 1).failures).toEqual(["a.test.ts could not run"]);
});

test("vitest: a bad end without a failed test, or without a report, is a failure", () => {
  expect(countVitest({ testResults: [file("passed", "passed")] }, 1)).toEqual({
    passed: 1,
    failures: ["vitest ended with code 1"],
  });
  expect(countVitest(null, 1).failures).toHaveLength(1);
});

const spec = (title: string, ...statuses: string[]) => ({
  title,
  ok: true,
  tests: statuses.map((status, index) => ({ status, projectName: index === 0 ? "desktop" : "phone" })),
});

test("playwright: each project counts, flaky is failed, skipped is neither", () => {
  const report = {
    suites: [
      {
        title: "a.spec.ts",
        specs: [spec("claim", "expected", "unexpected")],
        suites: [
          { title: "group", specs: [spec("release", "flaky", "skipped"), spec("import", "expected")] },
        ],
      },
    ],
  };
  expect(countPlaywright(report, 1)).toEqual({ passed: 2, failures: ["phone: claim", "desktop: release"] });
});

test("playwright: an error outside a test is a failure", () => {
  const report = { suites: [], errors: [{ message: "no tests found\nstack" }] };
  expect(countPlaywright(report, 1).failures).toEqual(["playwright: no tests found"]);
});

test("the last line adds all up", () => {
  const results = [
    { passed: 4, failures: [] },
    { passed: 10, failures: ["a", "b"] },
  ];
  expect(summary(results)).toEqual({ failed: 2, line: "14 passed, 2 failed" });
});
