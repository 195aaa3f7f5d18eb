/** `count-tests.ts REPORT EXIT-CODE` prints "PASSED FAILED" of vitest's JSON report. Whatever did not run to its end counts as failed. */
import { readFileSync } from 'node:fs';

type Report = {
  testResults: {
    name: string;
    status: string;
    assertionResults: { status: string; fullName: string; failureMessages?: string[] | null }[];
  }[];
};

const [file = '', ended = '1'] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, 'utf8')) as Report;
const tests = report.testResults.flatMap((one) => one.assertionResults);
const passed = tests.filter(({ status }) => status === 'passed').length;
const others = tests.filter(({ status }) => status !== 'passed');
for (const { status, fullName } of others) console.error(`${status}: ${fullName}`);
// A test that went well when it was tried once more still has what went wrong before.
for (const { status, fullName, failureMessages } of tests) {
  if (status === 'passed' && failureMessages?.length) console.error(`passed when tried once more: ${fullName}`);
}
const broken = report.testResults.filter(
  (one) => one.status !== 'passed' && one.assertionResults.every(({ status }) => status === 'passed'),
);
for (const { name } of broken) console.error(`did not load: ${name}`);
const failed = others.length + broken.length;
// An error outside of every test, such as one that nobody caught, shows in the exit code alone.
console.log(passed, failed === 0 && ended !== '0' ? 1 : failed);
