import { cloudflareTest, readD1Migrations } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";
import { runsFromEnvironment } from "./scripts/test/runs.ts";

/**
 * Runs every test in workerd, on the bindings of wrangler.toml; secrets are fixed here and nowhere real. `deno task test` takes
 * vitest.plain.ts and vitest.workerd.ts, which share the files between them; `.ci/run` runs the plain files in workerd too.
 */
export default defineConfig({
  plugins: [
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
    // A month of ticks takes its time where several files are tested at once.
    testTimeout: 30_000,
    include: ["test/**/*.test.{ts,tsx}"],
    setupFiles: ["test/support/before_each_file.ts", "test/support/before_each_workerd_file.ts"],
    provide: { runs: runsFromEnvironment() },
  },
});
