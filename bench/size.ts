/**
 * Measures the Worker's size and start: the modules that every isolate evaluates, its texts, each part that is loaded
 * on first use, and the milliseconds before the first event.
 */
import { gzipSync } from "node:zlib";
import { build } from "../scripts/build.mjs";
import type { Figure } from "./bench.ts";
import { pdfCpu } from "./pdf_cost.ts";

const FOLDER = "dist/worker";
const START_MAX_KB = 450;
/** Most parts of the start that are listed; the rest is one line. */
const SHARES_SHOWN = 24;
const STARTS = 7;

type Metafile = Awaited<ReturnType<typeof build>>;

export async function size(): Promise<readonly Figure[]> {
  const { outputs } = await build({ entry: "src/index.ts", folder: FOLDER });
  const entry = `${FOLDER}/index.mjs`;
  const start = reachedFrom(entry, outputs);
  const texts = start.filter(isText);
  const scripts = start.filter((path) => !isText(path));
  const later = Object.keys(outputs).filter((path) => !path.endsWith(".map") && !start.includes(path));
  const start_kb = kilobytes(scripts);
  return [
    {
      name: "evaluated at the start, gzip",
      value: start_kb,
      unit: "KB",
      bound: `<= ${START_MAX_KB}`,
      ok: start_kb <= START_MAX_KB,
    },
    told("words, as text, parsed when first spoken", kilobytes(texts), "KB"),
    ...later.toSorted().map((path) =>
      told(`loaded when needed: ${nameOf(path, outputs)}`, kilobytes([path]), "KB")
    ),
    told("everything that is uploaded, gzip", kilobytes([...start, ...later]), "KB"),
    ...sharesOf(scripts, outputs),
    told(`work of a start, the least of ${STARTS}`, await startUp(), "ms"),
    ...await pdfCpu(),
  ];
}

/** Returns `path` and all modules that it imports statically. */
function reachedFrom(
  path: string,
  outputs: Metafile["outputs"],
  known: readonly string[] = [],
): readonly string[] {
  if (known.includes(path) || outputs[path] === undefined) return known;
  return outputs[path].imports.filter(({ kind }) => kind !== "dynamic-import").reduce<readonly string[]>(
    (reached, { path }) => reachedFrom(path, outputs, reached),
    [...known, path],
  );
}

function isText(path: string): boolean {
  return path.endsWith(".json");
}

/** Returns the sum of the files, each compressed, in units of 1,024 bytes as wrangler counts them. */
function kilobytes(paths: readonly string[]): number {
  const bytes = paths.reduce((sum, path) => sum + gzipSync(Deno.readFileSync(path)).length, 0);
  return Math.round(bytes / 102.4) / 10;
}

/** Names a module that is loaded later: the library or file in `import()`, or the main origin of a shared module. */
function nameOf(path: string, outputs: Metafile["outputs"]): string {
  const asked = outputs[path]?.entryPoint;
  if (asked !== undefined) return libraryOf(asked) ?? asked;
  const [[name] = [path]] = shares([path], outputs);
  return `${name}, shared`;
}

function libraryOf(path: string): string | undefined {
  return /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
}

function sharesOf(paths: readonly string[], outputs: Metafile["outputs"]): readonly Figure[] {
  const all = shares(paths, outputs);
  const rest = all.slice(SHARES_SHOWN).reduce((sum, [, bytes]) => sum + bytes, 0);
  return [...all.slice(0, SHARES_SHOWN), ["all other", rest] as const].map(([name, bytes]) =>
    told(`minified, in the start: ${name}`, Math.round(bytes / 102.4) / 10, "KB")
  );
}

/** Returns bytes by library and by our folders, the largest first. */
function shares(
  paths: readonly string[],
  outputs: Metafile["outputs"],
): readonly (readonly [string, number])[] {
  const bytes = new Map<string, number>();
  for (const path of paths) {
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]!.inputs)) {
      const name = libraryOf(input) ?? input.split("/").slice(0, 2).join("/");
      bytes.set(name, (bytes.get(name) ?? 0) + bytesInOutput);
    }
  }
  return [...bytes].toSorted(([, a], [, b]) => b - a);
}

/**
 * Measures the start like `wrangler check startup`; takes the lowest of several runs, since other programs only add
 * time.
 */
async function startUp(): Promise<number> {
  const folder = await Deno.makeTempDir({ prefix: "waybill-size-" });
  // The Worker stops at its start without its secrets; the whole start is to be measured.
  const secrets = [
    "PUBLIC_URL:https://orders.bench.example",
    `LINK_KEYS:1:${randomKey()}`,
    `SEALING_KEY:${randomKey()}`,
  ];
  await wrangler(
    "deploy",
    "--dry-run",
    "--outfile",
    `${folder}/worker.bundle`,
    ...secrets.flatMap((secret) => ["--var", secret]),
  );
  const active: number[] = [];
  for (let run = 0; run < STARTS; run++) {
    const told = await wrangler(
      "check",
      "startup",
      "--worker",
      `${folder}/worker.bundle`,
      "--outfile",
      `${folder}/start.cpuprofile`,
    );
    const ms = /Active: ([\d.]+) ms/.exec(told)?.[1];
    if (ms === undefined) {
      throw new Error("Cannot measure a start as wrangler must print how long it was active");
    }
    active.push(Number(ms));
  }
  await Deno.remove(folder, { recursive: true });
  return Math.min(...active);
}

function randomKey(): string {
  return crypto.getRandomValues(new Uint8Array(32)).toBase64();
}

async function wrangler(...args: string[]): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "npm:wrangler", ...args],
    env: { WRANGLER_SEND_METRICS: "false", CI: "true" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

function told(name: string, value: number, unit: string): Figure {
  return { name, value, unit, ok: true };
}
