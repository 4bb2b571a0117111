/**
 * What a development Worker needs and a fresh clone has not: keys, local tables and the shop `demo`. The build step of wrangler.toml
 * asks for it before `wrangler dev` serves. Plain JavaScript, since Node and Deno both start it.
 */
import * as esbuild from "esbuild";
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Buffer } from "node:buffer";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { completeDevVars } from "./dev_vars.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const WRANGLER = join(ROOT, "node_modules/wrangler");
/** Lies among the local data, so that whoever deletes these has them made anew. */
const PREPARED_FILE = join(ROOT, ".wrangler/state/v3/waybill-prepared");
/** wrangler's own bound. */
const NODE_MAJOR_MIN = 22;

const is_deno = "Deno" in globalThis;

/** For wrangler's build step. Ends the process where this Node is too old for wrangler: the step then goes on with Deno. */
export async function prepareForWrangler() {
  if (!is_deno && Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MIN) process.exit(1);
  await prepare();
}

/** Makes what is missing; where nothing is, it only looks. Ends the process where wrangler fails. */
export async function prepare() {
  const vars = completeDevVars();
  const fingerprint = fingerprintOf(vars);
  if (existsSync(PREPARED_FILE) && readFileSync(PREPARED_FILE, "utf8") === fingerprint) return;
  for (const binding of cells()) wrangler("d1", "migrations", "apply", binding, "--local");
  const { demoShopSql } = await demoShop();
  const seed = join(tmpdir(), `waybill-seed-${process.pid}.sql`);
  writeFileSync(seed, await demoShopSql(vars), { mode: 0o600 });
  try {
    wrangler("d1", "execute", "DB", "--local", "--yes", "--file", seed);
  } finally {
    rmSync(seed);
  }
  mkdirSync(dirname(PREPARED_FILE), { recursive: true });
  writeFileSync(PREPARED_FILE, fingerprint);
}

/** The bindings of all cells: `DB`, `DB_2` … */
function cells() {
  const config = readFileSync(join(ROOT, "wrangler.toml"), "utf8");
  return [...config.matchAll(/^binding = "(DB(?:_\d+)?)"$/gm)].map(([, binding]) => binding);
}

/** Changes with the cells, the migrations, the keys and what the shop is made of. */
function fingerprintOf(vars) {
  const hash = createHash("sha256").update(JSON.stringify(vars));
  hash.update(JSON.stringify(cells()));
  hash.update(JSON.stringify(readdirSync(join(ROOT, "migrations")).sort()));
  return hash.update(readFileSync(join(ROOT, "scripts/demo_shop.ts"))).digest("hex");
}

/** Prints what wrangler said only where it failed, and ends this process then. */
function wrangler(...args) {
  const own = join(WRANGLER, "bin/wrangler.js");
  const [command, ...before] = is_deno
    ? [process.execPath, "run", "-A", "npm:wrangler"]
    : [process.execPath, own];
  const { status, stdout, stderr, error } = spawnSync(command, [...before, ...args], {
    cwd: ROOT,
    env: { ...process.env, CI: "true", WRANGLER_SEND_METRICS: "false", CLOUDFLARE_CF_FETCH_ENABLED: "false" },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  if (status === 0) return;
  console.error(`Cannot prepare the local database: \`wrangler ${args.join(" ")}\` failed`);
  console.error(error?.message ?? stdout + stderr);
  process.exit(1);
}

/** scripts/demo_shop.ts as one module that Node and Deno both read, whatever it imports. */
async function demoShop() {
  const bundle = { bundle: true, format: "esm", platform: "node", write: false, logLevel: "silent" };
  const { outputFiles } = await esbuild.build({
    ...bundle,
    entryPoints: [join(ROOT, "scripts/demo_shop.ts")],
  });
  const text = Buffer.from(outputFiles[0].contents).toString("base64");
  return await import(`data:text/javascript;base64,${text}`);
}
