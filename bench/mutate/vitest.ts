/** The plain pool with the instrumented code in place of the files: no file of the project is changed. */
import process from "node:process";
import { readFileSync } from "node:fs";
import { dirname, relative } from "node:path";
import { mergeConfig, type Plugin } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";
import plain from "../../vitest.plain.ts";
import type { Instrumented } from "./instrument.ts";
import type { Assignment } from "./run_file.ts";

/** Tests that write mails, pages and files of whole lives: what lives after all others would run through them for minutes. */
const OF_MAILS = [
  { folder: "test/mail/mime", file: "test/mail/mime/injection.test.ts" },
  {
    folder: "test/mail/content",
    file: "test/mail/content/money_lives.test.ts",
  },
  { folder: "test/mail/pdf", file: "test/mail/pdf/**" },
];

/** Too slow to run for each change. */
const SLOW = [
  /** Counts the steps of long texts and watches every regular expression. */
  "test/conversations/hostile.test.ts",
  /** Takes damaged webhooks through the door, the fold, the plan and SQL. */
  "test/doors/webhooks/damage/**",
];

/** Each change meets the same situations. */
const SEED = 20;

const assignment: Assignment = JSON.parse(
  readFileSync(process.env["WAYBILL_MUTATE"] ?? "", "utf8"),
);
const { code }: Instrumented = JSON.parse(
  readFileSync(assignment.instrumented, "utf8"),
);
const folders = [
  ...new Set(
    Object.keys(code).map((file) => dirname(file).replace(/^src/, "test")),
  ),
];

/**
 * Runs the tests of the changed folders first, and of these the ones that try many situations last: what is noticed before, no
 * other test needs to try.
 */
class NearestFirst extends BaseSequencer {
  override sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const distance = ({ moduleId }: TestSpecification) =>
      Math.min(
        ...folders.map((folder) => relative(folder, dirname(moduleId)).split("/").length),
      );
    const isProperty = ({ moduleId }: TestSpecification) =>
      Number(readFileSync(moduleId, "utf8").includes(`from "fast-check"`));
    return Promise.resolve(
      files.toSorted((a, b) => distance(a) - distance(b) || isProperty(a) - isProperty(b)),
    );
  }
}

export default mergeConfig(plain, {
  plugins: [instrumented()],
  test: {
    exclude: [
      ...SLOW,
      ...OF_MAILS.filter(({ folder }) => !folders.includes(folder)).map((
        { file },
      ) => file),
    ],
    sequence: { sequencer: NearestFirst },
    runner: "./bench/mutate/runner.ts",
    maxWorkers: 1,
    setupFiles: ["./bench/mutate/setup.ts"],
    provide: { runs: "few", seed: SEED },
    reporters: ["json"],
    silent: true,
    // Its keys do not know the switches.
    fsModuleCache: false,
    // A test that runs hundreds of changes takes long; what hangs is ended from outside.
    testTimeout: 0,
  },
});

function instrumented(): Plugin {
  return {
    name: "instrumented",
    enforce: "pre",
    load: (id) => code[relative(process.cwd(), id)] ?? null,
    // What is remembered without a change must not hide the change from the next test of the same order or zone.
    transform: (text, id) =>
      id.includes("/src/orders/")
        ? text.replaceAll("new WeakMap", "new globalThis.ForgetfulMap")
          .replaceAll(
            /^(const \w+ = new )Map(?=<.*>\(\);$)/gm,
            "$1globalThis.ForgetfulCache",
          )
        : null,
  };
}
