/** Builds one connector with TypeScript and packs it as npm would publish it; refuses a package whose content is not what it should be. */
import { run } from "./run.ts";

/** Where the packed files lie. */
export const PACKED = "dist/packages";

/** Settings of the two module systems. A package without `cjs` is of Workers alone. */
const MODULES: Readonly<Record<string, readonly ("esm" | "cjs")[]>> = {
  client: ["esm", "cjs"],
  saleor: ["esm"],
};

/** Only these may be in a package, beside its `package.json`. */
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

/** Every file that an `exports` map leads to, patterns aside. */
function targetsOf(exports: unknown): readonly string[] {
  if (typeof exports === "string") return exports.includes("*") ? [] : [exports.replace(/^\.\//, "")];
  if (typeof exports !== "object" || exports === null) return [];
  return Object.values(exports).flatMap(targetsOf);
}

/** TypeScript leaves the extension of the source in declarations. */
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
