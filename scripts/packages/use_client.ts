/** Installs the packed client as a shop would and uses it: as ESM and CommonJS in Node, in Deno, in a Worker, and by its types. */
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { run } from "./run.ts";

const FOLDER = ".cache/shops/client";
const SCRIPTS = ["use.mjs", "use.cjs", "play.cjs", "worker.mjs", "types.ts"];
/** The oldest Node that the package supports. */
const OLDEST_NODE = "18.20.8";
/** Compiler settings that shops use: CommonJS old and new, ESM of Node and of bundlers. */
const MODULES: readonly (readonly string[])[] = [
  ["--module", "commonjs", "--moduleResolution", "node10"],
  ["--module", "node16", "--moduleResolution", "node16"],
  ["--module", "nodenext", "--moduleResolution", "nodenext"],
  ["--module", "esnext", "--moduleResolution", "bundler"],
];

export async function useClient(tarball: string): Promise<void> {
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(`${FOLDER}/package.json`, '{"name":"consumer","private":true}\n');
  const packages = [
    await Deno.realPath(tarball),
    "typescript@5.9.3",
    "@types/node@20.19.43",
    `node@${OLDEST_NODE}`,
  ];
  await run("npm", [
    "install",
    "--prefer-offline",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
    ...packages,
  ], { cwd: FOLDER });
  for (const name of SCRIPTS) await Deno.copyFile(`packages/client/consumer/${name}`, `${FOLDER}/${name}`);

  for (const script of ["use.mjs", "use.cjs"]) {
    console.log((await run("node", [script], { cwd: FOLDER })).trim());
    console.log((await run("node_modules/.bin/node", [script], { cwd: FOLDER })).trim());
  }
  console.log((await run(Deno.execPath(), ["run", "-A", "use.mjs"], { cwd: FOLDER })).trim(), "in Deno");
  await useInWorker();
  for (const module of MODULES) {
    const strict = ["--strict", "--target", "es2022", "--lib", "es2023,dom", "--types", "node"];
    await run("node_modules/.bin/tsc", ["--noEmit", ...strict, ...module, "types.ts"], { cwd: FOLDER });
    console.log(`ok types ${module.join(" ")}`);
  }
}

/** Bundled by wrangler without Node's modules, then run in workerd. */
async function useInWorker(): Promise<void> {
  await Deno.writeTextFile(
    `${FOLDER}/wrangler.toml`,
    'name = "consumer"\nmain = "worker.mjs"\ncompatibility_date = "2026-10-23"\n',
  );
  const bundling = [
    "run",
    "-A",
    "npm:wrangler",
    "deploy",
    "-c",
    `${FOLDER}/wrangler.toml`,
    "--dry-run",
    "--outdir",
    `${Deno.cwd()}/${FOLDER}/bundle`,
  ];
  await run(Deno.execPath(), bundling, { env: { CI: "true", WRANGLER_SEND_METRICS: "false" } });
  const script = await Deno.readTextFile(`${FOLDER}/bundle/worker.js`);
  const worker = new Miniflare(
    convertV4MiniflareOptions({ modules: true, script, compatibilityDate: "2026-10-23" }),
  );
  try {
    const answer = await (await worker.dispatchFetch("http://localhost/")).text();
    const expected = JSON.stringify({ waiting: 0, posted: 1, signed: true, sql: "function" });
    if (answer !== expected) throw new Error(`A Worker must answer ${expected}: it answered ${answer}`);
    console.log(`ok worker, ${Math.round(script.length / 100) / 10} KB bundled`);
  } finally {
    await worker.dispose();
  }
}
