import { defineConfig, type Plugin } from "vitest/config";
import {
  HOOK_TIMEOUT_MS,
  runsFromEnvironment,
  seedFromEnvironment,
  TEST_TIMEOUT_MS,
} from "./scripts/test/runs.ts";
import { testFiles } from "./scripts/test/test_files.ts";

/** The plain pool: every test whose imports reach no `cloudflare:` module. Two processes share the files and keep their modules. */
export default defineConfig({
  plugins: [withoutWorkerd()],
  test: {
    // Not "threads": they break under Deno.
    pool: "forks",
    isolate: false,
    maxWorkers: 2,
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: HOOK_TIMEOUT_MS,
    include: ["test/**/*.test.{ts,tsx}"],
    exclude: [...testFiles().workerd],
    setupFiles: ["test/support/before_each_file.ts"],
    provide: { runs: runsFromEnvironment(), seed: seedFromEnvironment() },
  },
});

/** Names the file that needs workerd where the pool was chosen before its import was written. */
function withoutWorkerd(): Plugin {
  return {
    name: "without-workerd",
    enforce: "pre",
    resolveId(source, importer) {
      if (!source.startsWith("cloudflare:")) return null;
      throw new Error(
        `${
          importer ?? "A test"
        } imports ${source}, which workerd alone has: a test that reaches it belongs to ` +
          "the workerd pool. Start the tests again (`deno task test:workerd`), as pools are chosen at the start.",
      );
    },
  };
}
