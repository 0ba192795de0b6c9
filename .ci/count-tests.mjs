// Adds up vitest's JSON reports, one for each package, and says so in one line. Fails when there is nothing to count.
import { readdirSync, readFileSync } from "node:fs";

const folder = process.argv[2];
const total = { passed: 0, failed: 0, skipped: 0 };
for (const file of readdirSync(folder, { withFileTypes: true })) {
  const report = JSON.parse(readFileSync(`${folder}/${file.name}`, "utf8"));
  total.passed += report.numPassedTests;
  total.failed += report.numFailedTests + report.numFailedTestSuites * (report.numFailedTests === 0 ? 1 : 0);
  total.skipped += report.numPendingTests;
  console.log(
    `${file.name.replace(".json", "").padEnd(12)} ${report.numPassedTests} passed, ${report.numFailedTests} failed`,
  );
}
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exit(total.passed > 0 && total.failed === 0 ? 0 : 1);
