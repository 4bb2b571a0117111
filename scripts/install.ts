/**
 * `deno run -A scripts/install.ts [FOLDER…]`: installs the packages of a folder's package.json, once for each
 * deno.lock. It prints what it installs and why, and nothing when all is installed.
 */
import { existsSync } from "node:fs";

/** Purpose of each folder's packages. */
const PURPOSES = {
  ".": "serve, deploy, check and test Waybill",
  "scripts/openapi/tools": "judge the OpenAPI document and make a client's types from it",
  bench: "drive a browser, judge mails and compare renderers",
} as const;
type Folder = keyof typeof PURPOSES;

/** File with the digest of the lock from which node_modules was last installed. */
const STAMP = "node_modules/.filled_from";

/** Installs a folder's packages; exits when Deno cannot install them. */
export async function install(folder: Folder): Promise<void> {
  if (await readStamp(folder) === await digestOf(folder)) return;
  const shown = folder === "." ? "node_modules" : `${folder}/node_modules`;
  console.log(`Installing into ${shown} what is needed to ${PURPOSES[folder]} …`);
  const from_ms = performance.now();
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet"],
    cwd: folder,
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    await Deno.stderr.write(stderr);
    Deno.exit(1);
  }
  const packages = await installed(`${folder}/node_modules/.deno`);
  await Deno.writeTextFile(`${folder}/${STAMP}`, await digestOf(folder));
  console.log(`Installed ${packages} packages in ${((performance.now() - from_ms) / 1_000).toFixed(1)} s.`);
}

/**
 * Counts the packages in `folder` and empties those for musl: Deno 2.9 installs native packages for both C libraries
 * of Linux (github.com/denoland/deno/pull/35041), but workerd exists only for glibc, so 50 MB would be useless.
 */
async function installed(folder: string): Promise<number> {
  let count = 0;
  for await (const { name } of Deno.readDir(folder)) {
    // Keeps the files that mark a package as installed, or Deno would fetch it again in its next run.
    if (name.includes("musl")) await removeAll(`${folder}/${name}/node_modules`);
    else if (name.includes("@")) count += 1;
  }
  return count;
}

async function removeAll(folder: string): Promise<void> {
  if (existsSync(folder)) await Deno.remove(folder, { recursive: true });
}

async function readStamp(folder: Folder): Promise<string | null> {
  const file = `${folder}/${STAMP}`;
  return existsSync(file) ? await Deno.readTextFile(file) : null;
}

/** Digest of package.json and deno.lock as they are now: Deno writes the lock when package.json has changed. */
async function digestOf(folder: Folder): Promise<string> {
  const files = await Promise.all(
    ["package.json", "deno.lock"].map((name) => Deno.readTextFile(`${folder}/${name}`)),
  );
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(files.join("\0")));
  return new Uint8Array(digest).toHex();
}

if (import.meta.main) {
  const folders = Deno.args.length === 0 ? ["."] : Deno.args;
  for (const folder of folders) {
    if (!Object.hasOwn(PURPOSES, folder)) {
      console.error(`Cannot install ${folder} as it must be one of ${Object.keys(PURPOSES).join(", ")}`);
      Deno.exit(2);
    }
    await install(folder as Folder);
  }
}
