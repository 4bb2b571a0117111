/** Installs the packed Saleor app beside Saleor's own SDK and compares the two. */
import { run } from "./run.ts";

const FOLDER = ".cache/shops/saleor";
const COUNTERPARTS = ["@saleor/app-sdk@1.15.0", "graphql@16.15.0"];

export async function useSaleor(tarballs: readonly string[]): Promise<void> {
  await Deno.mkdir(FOLDER, { recursive: true });
  await Deno.writeTextFile(`${FOLDER}/package.json`, '{"name":"consumer","private":true,"type":"module"}\n');
  const paths = await Promise.all(tarballs.map((path) => Deno.realPath(path)));
  // Ignores peer dependencies: the SDK requires every framework that it has an adapter for, and none is used here.
  const settings = ["--prefer-offline", "--legacy-peer-deps", "--no-audit", "--no-fund", "--no-package-lock"];
  await run("npm", ["install", ...settings, ...paths, ...COUNTERPARTS], { cwd: FOLDER });
  await Deno.copyFile("packages/saleor/consumer/counterpart.mjs", `${FOLDER}/counterpart.mjs`);
  console.log((await run("node", ["counterpart.mjs"], { cwd: FOLDER })).trim());
}
