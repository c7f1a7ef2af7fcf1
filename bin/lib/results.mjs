// @ts-check
/**
 * What a stage of the tests came to. A skipped test is neither passed nor failed.
 * @typedef {{ passed: number, failures: string[] }} Result
 *
 * @typedef {{ status: string, fullName: string }} VitestAssertion
 * @typedef {{ testResults?: { name: string, status: string, assertionResults: VitestAssertion[] }[] }} VitestReport
 *
 * @typedef {{ title: string, ok: boolean, tests: { status: string, projectName: string }[] }} PlaywrightSpec
 * @typedef {{ title: string, specs?: PlaywrightSpec[], suites?: PlaywrightSuite[] }} PlaywrightSuite
 * @typedef {{ suites?: PlaywrightSuite[], errors?: { message?: string }[] }} PlaywrightReport
 */

/**
 * A runner that ended badly without naming a failed test still failed.
 * @param {Result} result
 * @param {string} runner
 * @param {number} code
 * @returns {Result}
 */
function withExitCode(result, runner, code) {
  if (code === 0 || result.failures.length > 0) return result;
  return { ...result, failures: [`${runner} ended with code ${code}`] };
}

/**
 * Counts a vitest JSON report; a file that could not be loaded counts as one failure.
 * @param {VitestReport | null} report null when none was written
 * @param {number} code the runner's exit code
 * @returns {Result}
 */
export function countVitest(report, code) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults);
  const failed = tests.filter((test) => test.status === "failed").map((test) => test.fullName);
  const broken = files
    .filter(
      (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
    )
    .map((file) => `${file.name} could not run`);
  const passed = tests.filter((test) => test.status === "passed").length;
  return withExitCode({ passed, failures: [...failed, ...broken] }, "vitest", code);
}

/**
 * @param {PlaywrightSuite} suite
 * @returns {PlaywrightSpec[]}
 */
function specsOf(suite) {
  return [...(suite.specs ?? []), ...(suite.suites ?? []).flatMap(specsOf)];
}

/**
 * Counts a Playwright JSON report: every journey once for each project; a flaky one has failed once and counts as failed.
 * @param {PlaywrightReport | null} report null when none was written
 * @param {number} code the runner's exit code
 * @returns {Result}
 */
export function countPlaywright(report, code) {
  const tests = (report?.suites ?? []).flatMap(specsOf).flatMap((spec) => {
    return spec.tests.map((test) => ({ name: `${test.projectName}: ${spec.title}`, status: test.status }));
  });
  const failed = tests
    .filter((test) => ["unexpected", "flaky"].includes(test.status))
    .map((test) => test.name);
  const errors = (report?.errors ?? []).map(
    (error) => `playwright: ${error.message?.split("\n")[0] ?? "error"}`,
  );
  const passed = tests.filter((test) => test.status === "expected").length;
  return withExitCode({ passed, failures: [...failed, ...errors] }, "playwright", code);
}

/**
 * The last line of `npm test`.
 * @param {Result[]} results
 */
export function summary(results) {
  const passed = results.reduce((sum, result) => sum + result.passed, 0);
  const failed = results.reduce((sum, result) => sum + result.failures.length, 0);
  return { failed, line: `${passed} passed, ${failed} failed` };
}
