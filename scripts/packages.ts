/**
 * `deno task packages [client|saleor]...`: builds the connectors that need no shop to be built, packs them as npm would publish
 * them, looks at what is in them, and uses each as a shop would. What needs a shop's own packages is built by `deno task shops`.
 */
import { buildPackage, PACKED, packPackage } from "./packages/build.ts";
import { useClient } from "./packages/use_client.ts";
import { useSaleor } from "./packages/use_saleor.ts";

const names = Deno.args.length > 0 ? Deno.args : ["client", "saleor"];
// The others are built with the client's types.
const files = new Map<string, string>();
for (const name of new Set(["client", ...names])) {
  await buildPackage(name);
  const packed = await packPackage(name);
  files.set(name, `${PACKED}/${packed.file}`);
  console.log(`${packed.file}: ${packed.files.length} files, ${Math.round(packed.size_bytes / 100) / 10} KB`);
}
if (names.includes("client")) await useClient(files.get("client")!);
if (names.includes("saleor")) await useSaleor([...files.values()]);
