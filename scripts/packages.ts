/**
 * `deno task packages [client|saleor]...`: builds the connectors that need no shop's packages, packs them like npm,
 * checks their content, and uses each as a shop would. `deno task shops` builds the others.
 */
import { argumentsOf } from "./command_line.ts";
import { buildPackage, PACKED, packPackage } from "./packages/build.ts";
import { useClient } from "./packages/use_client.ts";
import { useSaleor } from "./packages/use_saleor.ts";

const USAGE = `deno task packages [client|saleor]...

Builds and packs the connectors that need no shop to be built, looks at what is in them, and uses each as a shop would.`;

const ALL = ["client", "saleor"];
const task = { name: "deno task packages", usage: USAGE, options: {}, positionals_max: ALL.length };
const { positionals } = argumentsOf(task, Deno.args);
const stranger = positionals.find((name) => !ALL.includes(name));
if (stranger !== undefined) {
  console.error(
    `There is no package ${JSON.stringify(stranger)} to build alone: there are ${ALL.join(", ")}`,
  );
  Deno.exit(2);
}
const names = positionals.length > 0 ? positionals : ALL;
// Builds the client first: the others need its types.
const files = new Map<string, string>();
for (const name of new Set(["client", ...names])) {
  await buildPackage(name);
  const packed = await packPackage(name);
  files.set(name, `${PACKED}/${packed.file}`);
  console.log(`${packed.file}: ${packed.files.length} files, ${Math.round(packed.size_bytes / 100) / 10} KB`);
}
if (names.includes("client")) await useClient(files.get("client")!);
if (names.includes("saleor")) await useSaleor([...files.values()]);
