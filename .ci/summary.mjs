/**
 * Prints each failed step and test, then the line "N passed, N failed".
 *
 * usage: node .ci/summary.mjs REPORTS PASSED_STEPS [FAILED_STEP …]
 * REPORTS is a folder with the JSON reports of Vitest; one that a step did not write counts as nothing (its step has failed).
 */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

const MESSAGE_LINES = 12;

const [directory, passedSteps, ...failedSteps] = process.argv.slice(2);
let passed = Number(passedSteps);
let failed = failedSteps.length;
for (const step of failedSteps) say(`== failed step: ${step}`);

for (const name of readdirSync(directory)) {
  const report = JSON.parse(readFileSync(join(directory, name), "utf8"));
  passed += report.numPassedTests;
  failed += report.numFailedTests;
  for (const file of report.testResults) printFailures(file);
}
say(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

function say(text) {
  process.stdout.write(`${text}\n`);
}

function printFailures(file) {
  const path = relative(process.cwd(), file.name);
  if (file.status === "failed" && file.message) say(`== failed file: ${path}\n${excerpt(file.message)}`);
  for (const test of file.assertionResults) {
    if (test.status !== "failed") continue;
    say(`== failed test: ${path} > ${test.fullName}\n${test.failureMessages.map(excerpt).join("\n")}`);
  }
}

function excerpt(message) {
  return message.split("\n").slice(0, MESSAGE_LINES).join("\n");
}
