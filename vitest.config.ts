import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig, type Plugin } from "vitest/config";
import {
  HOOK_TIMEOUT_MS,
  runsFromEnvironment,
  seedFromEnvironment,
  TEST_TIMEOUT_MS,
} from "./scripts/test/runs.ts";

/**
 * Runs every test in workerd, on the bindings of wrangler.toml; secrets are fixed here and nowhere real. `deno task test` takes
 * vitest.plain.ts and vitest.workerd.ts, which share the files between them.
 */
export default defineConfig({
  plugins: [
    loadedAtOnce(),
    cloudflareTest(async () => ({
      main: "./test/support/worker.ts",
      wrangler: { configPath: "./wrangler.toml" },
      miniflare: {
        // A second cell for the tests that bind the Worker to it as `DB_2`: test/support/two_cells.ts.
        d1Databases: { SECOND_CELL: "second-cell" },
        bindings: {
          ENVIRONMENT: "development",
          PUBLIC_URL: "https://waybill.test",
          LINK_KEYS: "1:dGVzdC1saW5rLWtleS10ZXN0LWxpbmsta2V5LTAwMDE=",
          SEALING_KEY: "dGVzdC1zZWFsaW5nLWtleS10ZXN0LXNlYWxpbmctMDA=",
          ACCESS_TEAM_DOMAIN: "kontor.cloudflareaccess.com",
          ACCESS_AUD: "ab".repeat(32),
          TWILIO_ACCOUNT_SID: "AC0123456789abcdef0123456789abcdef",
          TWILIO_AUTH_TOKEN: "not-a-real-token",
          TWILIO_FROM: "+4930123456",
          DEMO_WEBHOOK_SECRET: "whsec_d2F5YmlsbC1kZW1vLXNlY3JldC1mb3ItdGVzdHM=",
          MIGRATIONS: await readD1Migrations("./migrations"),
        },
      },
    })),
  ],
  test: {
    isolate: false,
    maxWorkers: 2,
    testTimeout: TEST_TIMEOUT_MS,
    hookTimeout: HOOK_TIMEOUT_MS,
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/support/before_each_file.ts", "test/support/before_each_workerd_file.ts"],
    provide: { runs: runsFromEnvironment(), seed: seedFromEnvironment() },
  },
});

/**
 * Loads with the Worker what its requests load later. workerd answers `import()` at once; vitest asks its own server each time, even for
 * a module that is there, and requests at the same time share that question: workerd cancels those that did not ask it, as they
 * wait for another request ("Dynamic import() statements", developers.cloudflare.com/workers/testing/vitest-integration/known-issues).
 */
function loadedAtOnce(): Plugin {
  return {
    name: "loaded-at-once",
    enforce: "pre",
    transform(code, id) {
      const is_ours = ["src", "templates"].some((folder) =>
        id.startsWith(`${import.meta.dirname}/${folder}/`)
      );
      if (!is_ours || !code.includes("import(")) return null;
      const asked: string[] = [];
      const written = code.replaceAll(
        /(?<!typeof )\bimport\(("[^"]+")\)(?!\.)/g,
        (_, from: string) => `Promise.resolve(loaded_at_once_${asked.push(from)})`,
      );
      const imports = asked.map((from, at) => `import * as loaded_at_once_${at + 1} from ${from};`);
      return { code: `${imports.join("")}${written}`, map: null };
    },
  };
}
