/** Gives the tests the catalogues of texts as text, as scripts/build.mjs gives them to the Worker; Vite would parse every JSON file. */
import { readFile } from "node:fs/promises";
import type { Plugin } from "vitest/config";

export function cataloguesAsText(): Plugin {
  return {
    name: "catalogues as text",
    enforce: "pre",
    load: async (id) =>
      /\/templates\/locales\/.*\.json$/.test(id)
        ? { code: `export default ${JSON.stringify(await readFile(id, "utf8"))}`, moduleType: "js" }
        : undefined,
  };
}
