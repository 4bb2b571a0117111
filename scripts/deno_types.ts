/** Writes the types of the namespace `Deno` to dist/deno.d.ts, for tsc: `deno types` has those of a browser beside them, which are not the Worker's. */
import { mkdir } from "node:fs/promises";

/** Asks in the terminal. */
const PROMPT = "declare function prompt(message?: string, default_value?: string): string | null;";

const { stdout } = await new Deno.Command(Deno.execPath(), { args: ["types"] }).output();
const namespaces = new TextDecoder().decode(stdout).match(/^declare namespace Deno \{$.*?^\}$/gms) ?? [];
if (namespaces.length === 0) {
  throw new Error("Cannot check scripts/ and bench/ as `deno types` must declare the namespace Deno");
}
await mkdir("dist", { recursive: true });
await Deno.writeTextFile("dist/deno.d.ts", `${namespaces.join("\n")}\n${PROMPT}\n`);
