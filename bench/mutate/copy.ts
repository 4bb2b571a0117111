/** Copies the project with the packages of the mutation run, so that no file of the project is ever changed. */
import { dirname } from "node:path";

/**
 * Packages besides the project's own. StrykerJS needs Node >= 22; the code needs the newer one that npm has as the
 * package `node`.
 */
const PACKAGES = {
  "@stryker-mutator/core": "10.1.1",
  "@stryker-mutator/vitest-runner": "10.1.1",
  node: "26.10.0",
  typescript: "5.9.3",
  vite: "8.3.8",
};

/** Excludes tests that read the source as text, since every mutant changes the source. */
const CONFIG = `import { mergeConfig } from "vitest/config";
import plain from "./vitest.plain.ts";
export default mergeConfig(plain, { test: { exclude: ["test/layers.test.ts", "test/docs/**", "test/scripts/**"] } });
`;

/** Copies every file that git knows into `folder` and installs the packages there once for each list of them. */
export async function copy(folder: string): Promise<void> {
  const listed = await output("git", [
    "ls-files",
    "--cached",
    "--others",
    "--exclude-standard",
  ]);
  for (const old of ["src", "templates", "test"]) {
    await Deno.remove(`${folder}/${old}`, { recursive: true }).catch(() => undefined);
  }
  for (
    const file of listed.split("\n").filter((name) => name !== "" && !name.startsWith("docs/pictures/"))
  ) {
    await Deno.mkdir(dirname(`${folder}/${file}`), { recursive: true });
    await Deno.copyFile(file, `${folder}/${file}`);
  }
  await Deno.writeTextFile(`${folder}/vitest.mutate.ts`, CONFIG);
  const manifest = JSON.parse(await Deno.readTextFile("package.json"));
  const own = {
    ...manifest,
    devDependencies: { ...manifest.devDependencies, ...PACKAGES },
  };
  const text = JSON.stringify(own, null, 2);
  await Deno.writeTextFile(`${folder}/package.json`, text);
  const stamp = `${folder}/node_modules/.waybill`;
  if (await Deno.readTextFile(stamp).catch(() => "") === text) return;
  console.log("Installing what the mutation run needs …");
  await output("npm", [
    "install",
    "--legacy-peer-deps",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
  ], folder);
  await Deno.writeTextFile(stamp, text);
}

async function output(
  program: string,
  args: readonly string[],
  cwd = ".",
): Promise<string> {
  const { success, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd,
    stdin: "null",
  }).output();
  if (!success) {
    throw new Error(
      `Cannot mutate as ${program} must succeed: ${new TextDecoder().decode(stderr)}`,
    );
  }
  return new TextDecoder().decode(stdout);
}
