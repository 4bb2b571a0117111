import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The connectors run in Node, not in workerd: so do their tests. `@waybill/client` is its source. */
export default defineConfig({
  root: here("."),
  resolve: {
    alias: [
      { find: /^@waybill\/client$/, replacement: here("client/src/index.ts") },
      { find: /^@waybill\/client\/sql$/, replacement: here("client/src/sql_outbox.ts") },
      { find: /^@waybill\/client\/file$/, replacement: here("client/src/file_outbox.ts") },
    ],
  },
  test: { include: ["*/test/**/*.test.ts"] },
});
