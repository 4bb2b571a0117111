/** Builds one connector with TypeScript and packs it like npm; refuses a package with wrong content. */
import { run } from "./run.ts";

/** Folder of the packed files. */
export const PACKED = "dist/packages";

/** Module systems of each package. A package without `cjs` runs only in Workers. */
const MODULES: Readonly<Record<string, readonly ("esm" | "cjs")[]>> = {
  client: ["esm", "cjs"],
  saleor: ["esm"],
};

/** Files that a package may contain, besides its `package.json`. */
const ALLOWED = /^(dist\/|\.medusa\/server\/|README\.md$|CHANGELOG\.md$|LICENSE$|package\.json$)/;
const NEEDED = ["README.md", "CHANGELOG.md", "LICENSE", "package.json"];

export async function buildPackage(name: string): Promise<void> {
  const folder = `packages/${name}`;
  await Deno.remove(`${folder}/dist`, { recursive: true }).catch(ignoreMissing);
  for (const module of MODULES[name] ?? refuse(`There is no package ${name} to build`)) {
    const out = `${folder}/dist/${module}`;
    const settings = module === "cjs" ? ["--module", "commonjs"] : [];
    await run(Deno.execPath(), [
      "run",
      "-A",
      "npm:typescript/tsc",
      "-p",
      folder,
      ...settings,
      "--outDir",
      out,
    ]);
    await Deno.writeTextFile(
      `${out}/package.json`,
      `{"type":"${module === "cjs" ? "commonjs" : "module"}"}\n`,
    );
    await pointAtBuiltFiles(out);
  }
}

export interface Packed {
  readonly file: string;
  readonly files: readonly string[];
  readonly size_bytes: number;
}

export async function packPackage(name: string, folder = `packages/${name}`): Promise<Packed> {
  await Deno.mkdir(PACKED, { recursive: true });
  const text = await run("npm", [
    "pack",
    "--json",
    "--ignore-scripts",
    "--pack-destination",
    await Deno.realPath(PACKED),
  ], {
    cwd: folder,
  });
  const [packed] = JSON.parse(text) as [{ filename: string; size: number; files: { path: string }[] }];
  const files = packed.files.map(({ path }) => path);
  const manifest = JSON.parse(await Deno.readTextFile(`${folder}/package.json`));
  for (const needed of [...NEEDED, ...targetsOf(manifest.exports)]) {
    if (!files.includes(needed)) refuse(`${name} must hold ${needed}: it holds ${files.join(", ")}`);
  }
  const foreign = files.filter((path) => !ALLOWED.test(path) || /(^|\/)(test|consumer)\//.test(path));
  if (foreign.length > 0) refuse(`${name} must not hold ${foreign.join(", ")}`);
  return { file: packed.filename, files, size_bytes: packed.size };
}

/** Returns every file in an `exports` map, without patterns. */
function targetsOf(exports: unknown): readonly string[] {
  if (typeof exports === "string") return exports.includes("*") ? [] : [exports.replace(/^\.\//, "")];
  if (typeof exports !== "object" || exports === null) return [];
  return Object.values(exports).flatMap(targetsOf);
}

/** Corrects the extensions in declarations, where TypeScript keeps those of the sources. */
async function pointAtBuiltFiles(folder: string): Promise<void> {
  for await (const { name } of Deno.readDir(folder)) {
    if (!name.endsWith(".d.ts")) continue;
    const text = await Deno.readTextFile(`${folder}/${name}`);
    await Deno.writeTextFile(`${folder}/${name}`, text.replaceAll(/(from "\.[^"]*)\.ts"/g, '$1.js"'));
  }
}

function refuse(message: string): never {
  throw new Error(message);
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Deno.errors.NotFound)) throw error;
}
