// Reads vitest's JSON report and prints «N passed, N failed»; a file that could not run counts as one failure.
import { readFileSync } from 'node:fs';

const report = read(process.argv[2]);
const brokenFiles = report.testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
);
console.log(`${report.numPassedTests} passed, ${report.numFailedTests + brokenFiles.length} failed`);

/** Without a report the run itself failed. */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { numPassedTests: 0, numFailedTests: 1, testResults: [] };
  }
}
