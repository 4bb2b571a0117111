/** Prints each test that failed, with the first lines of its error: `deno run -A scripts/test/failures.ts REPORT`, the JSON report of vitest. */
import { relative } from "node:path";

interface Report {
  readonly testResults: readonly {
    /** Path of the file. */
    readonly name: string;
    readonly message: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly fullName: string;
      readonly failureMessages: readonly string[];
    }[];
  }[];
}

const LINES_MAX = 30;

const [path = ""] = Deno.args;
const { testResults }: Report = JSON.parse(Deno.readTextFileSync(path));
for (const { name, message, assertionResults } of testResults) {
  const file = relative(Deno.cwd(), name);
  // A file that could not be loaded holds no test that failed.
  if (message !== "") print(file, message);
  for (const { status, fullName, failureMessages } of assertionResults) {
    if (status === "failed") print(`${file}: ${fullName}`, failureMessages.join("\n"));
  }
}

function print(what: string, why: string): void {
  console.log(`── ${what}\n${why.split("\n").slice(0, LINES_MAX).join("\n")}`);
}
