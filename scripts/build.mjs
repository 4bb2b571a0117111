/**
 * `node scripts/build.mjs`: bundles the Worker into dist/worker as the modules that wrangler uploads. wrangler.toml calls it before each
 * serve and deployment. It is plain JavaScript, so that Node and Deno run it alike, whichever a machine has.
 */
import * as esbuild from "esbuild";
import { readdir, readFile, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareForWrangler } from "./dev/prepare.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/** @typedef {{ readonly entry: string; readonly folder: string; readonly is_one_file?: boolean }} Wanted Paths are relative to the root. */

/**
 * Bundles `entry` into `folder` and removes what an earlier build left there. What the source imports by `import()` becomes a module of
 * its own, read when it is first asked for; what it imports as text becomes a text module. With `is_one_file` all of it stands in one
 * script, for programs that are not workerd.
 *
 * @param {Wanted} wanted
 * @returns {Promise<esbuild.Metafile>}
 */
export async function build({ entry, folder, is_one_file = false }) {
  const { metafile } = await esbuild.build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    // The rules of wrangler.toml go by these names. They hold for the tests too, where they must take no library's file.
    chunkNames: "waybill-[name]-[hash]",
    assetNames: "waybill-[name]-[hash]",
    bundle: true,
    splitting: !is_one_file,
    format: "esm",
    target: "es2024",
    minify: true,
    sourcemap: true,
    metafile: true,
    // Those of wrangler's own bundler.
    conditions: ["workerd", "worker", "browser"],
    external: ["cloudflare:*", "node:async_hooks"],
    define: {
      "process.env.NODE_ENV": '"production"',
      // A bundle has no address of its own, and pdfkit makes one from it as it loads, for a file that no invoice needs.
      "import.meta.url": '"file:///waybill.js"',
    },
    plugins: is_one_file ? [] : [textModules],
    logLevel: "warning",
  });
  const made = new Set(Object.keys(metafile.outputs).map((path) => basename(path)));
  for (const name of await readdir(join(ROOT, folder))) {
    if (name.startsWith("waybill-") && !made.has(name)) await rm(join(ROOT, folder, name));
  }
  return metafile;
}

/** What is imported `with { type: "text" }` stays a file beside the script: workerd hands it over as a string, and no engine parses it. */
const textModules = {
  name: "text modules",
  /** @param {esbuild.PluginBuild} build */
  setup({ onLoad }) {
    onLoad(
      { filter: /\.json$/ },
      async ({ path, with: { type } }) =>
        type === "text" ? { contents: await readFile(path), loader: "copy" } : undefined,
    );
  },
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.env.WRANGLER_COMMAND === "dev") await prepareForWrangler();
  try {
    await build({ entry: "src/index.ts", folder: "dist/worker" });
  } catch (error) {
    // esbuild has printed what is wrong, with file and line.
    if (!(error instanceof Error && "errors" in error)) throw error;
    process.exitCode = 1;
  }
}
