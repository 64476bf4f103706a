// Ends a run of CI: reads vitest's JSON report and prints "N passed, N failed" alone on a line. The exit code is 0 only if
// something ran, nothing failed, and the gates and the test command ended with 0.
import { readFileSync } from "node:fs";
import { fail } from "./prepare.mjs";

const [reportFile, ...exitCodes] = process.argv.slice(2);
const { passed, failed, filesFailed } = readReport(reportFile);
// A file that could not be loaded has no test that failed.
const failures = Math.max(failed, filesFailed);
if (exitCodes[0] !== "0") console.log("\nThe static gates have failed; see above.");
console.log(`\n${passed} passed, ${failures} failed`);
process.exitCode = passed > 0 && failures === 0 && exitCodes.every((code) => code === "0") ? 0 : 1;

function readReport(path) {
  try {
    const report = JSON.parse(readFileSync(path, "utf8"));
    return { passed: report.numPassedTests, failed: report.numFailedTests, filesFailed: report.testResults.filter(({ status }) => status === "failed").length };
  } catch (error) {
    return fail(`The tests left no report: ${error.message}\n\n0 passed, 1 failed`);
  }
}
