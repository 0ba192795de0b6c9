// Adds up vitest's JSON reports, one for each package, and says so in one line each; what failed comes last, with its
// reason, because a log that is cut keeps its end. Fails when there is nothing to count.
import { readdirSync, readFileSync } from "node:fs";

const folder = process.argv[2];
const REASON_LINES = 30;
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];

function noteFailures(testPackage, report) {
  for (const file of report.testResults) {
    const failed = file.assertionResults.filter((test) => test.status === "failed");
    for (const test of failed)
      failures.push([testPackage, file.name, test.fullName, test.failureMessages.join("\n")]);
    if (file.status === "failed" && failed.length === 0)
      failures.push([testPackage, file.name, "", file.message]);
  }
}

for (const { name } of readdirSync(folder, { withFileTypes: true })) {
  const report = JSON.parse(readFileSync(`${folder}/${name}`, "utf8"));
  const testPackage = name.replace(".json", "");
  const failed = report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0);
  total.passed += report.numPassedTests;
  total.failed += failed;
  total.skipped += report.numPendingTests;
  noteFailures(testPackage, report);
  console.log(`${testPackage.padEnd(12)} ${report.numPassedTests} passed, ${failed} failed`);
}
for (const [testPackage, file, test, reason] of failures) {
  console.log(
    `\nFAILED ${testPackage}: ${file}\n  ${test}\n${reason.split("\n").slice(0, REASON_LINES).join("\n")}`,
  );
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.passed > 0 && total.failed === 0 ? 0 : 1);
