/** Fingerprint of a deployment in eight digits: the same files and settings give the same digits on every machine. */
import type { Context } from "./step.ts";
import { workerConfig } from "./worker_config.ts";

/** Files that go into the bundle or decide how it is built. */
const FOLDERS = ["src", "templates"];
const FILES = ["package.json", "deno.lock", "tsconfig.json", "scripts/build.mjs"];

export async function fingerprint(
  { installation, config, known }: Pick<Context, "installation" | "config" | "known">,
): Promise<string> {
  const { root } = installation;
  const parts: string[] = [];
  for (const folder of FOLDERS) {
    for (const file of await filesBelow(`${root}/${folder}`)) {
      parts.push(file.slice(root.length), await hashOf(file));
    }
  }
  for (const file of FILES) parts.push(file, await hashOf(`${root}/${file}`));
  const ids = {
    account_id: known.account_id ?? "",
    database_id: known.database_id ?? "",
    cell_ids: known.cell_ids,
  };
  // Leaves out the root: absolute paths differ between machines.
  const settings = JSON.stringify(workerConfig(config, { ...installation, root: "" }, ids));
  return (await hash(new TextEncoder().encode([...parts, settings, installation.domain].join("\n")))).slice(
    0,
    8,
  );
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) files.push(...await filesBelow(path));
    else files.push(path);
  }
  return files.toSorted();
}

async function hashOf(file: string): Promise<string> {
  return await hash(await Deno.readFile(file));
}

async function hash(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes))).toHex();
}
