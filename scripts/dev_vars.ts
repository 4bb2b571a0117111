/** `.dev.vars`: made from the example when it is missing, and read for the scripts that sign and seal. */
import { existsSync } from "node:fs";
import { parseEnv } from "node:util";

const FILE = ".dev.vars";

/** Throws with the name of a variable that is missing or empty. */
export async function readDevVars(): Promise<Record<string, string>> {
  if (!existsSync(FILE)) await Deno.copyFile(`${FILE}.example`, FILE);
  const vars = parseEnv(await Deno.readTextFile(FILE)) as Record<string, string>;
  for (const name of ["LINK_KEYS", "SEALING_KEY", "DEMO_WEBHOOK_SECRET"]) {
    if (!vars[name]) {
      throw new Error(`Cannot start as ${name} in ${FILE} must not be empty: see ${FILE}.example`);
    }
  }
  return vars;
}
