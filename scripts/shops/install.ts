/** Installs a shop's packages once into `.cache/shops`, and again only when the list of packages has changed. */
import { run } from "../packages/run.ts";

/** Returns the folder of the shop, with the files of `scripts/shops/<name>` and its packages. */
export async function installShop(name: string): Promise<string> {
  const folder = `.cache/shops/${name}`;
  const from = `scripts/shops/${name}`;
  await Deno.mkdir(folder, { recursive: true });
  const manifest = await Deno.readTextFile(`${from}/package.json`);
  const stamp = `${folder}/installed`;
  if (await Deno.readTextFile(stamp).catch(() => "") !== manifest) {
    console.log(`── ${name}: its packages are installed`);
    await Deno.writeTextFile(`${folder}/package.json`, manifest);
    await run("npm", ["install", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"], {
      cwd: folder,
    });
    await Deno.writeTextFile(stamp, manifest);
  }
  await copyFolder(from, folder);
  return folder;
}

/** Installs packed packages in addition, without changing `package.json`. */
export async function installPacked(folder: string, tarballs: readonly string[]): Promise<void> {
  const paths = await Promise.all(tarballs.map((path) => Deno.realPath(path)));
  const settings = [
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--no-package-lock",
    "--prefer-offline",
    "--loglevel=error",
  ];
  await run("npm", ["install", ...settings, ...paths], { cwd: folder });
}

export async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory } of Deno.readDir(from)) {
    if (name === "node_modules" || name === "dist") continue;
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
