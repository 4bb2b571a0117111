/** `.dev.vars`: made from the example when it is missing, and read for the scripts that sign and seal. */
import { existsSync } from "node:fs";
import { parseEnv } from "node:util";

const FILE = ".dev.vars";

/** Throws with the name of a variable that is missing or empty. */
export async function readDevVars(): Promise<Record<string, string>> {
  if (!existsSync(FILE)) await Deno.copyFile(`${FILE}.example`, FILE);
  const vars = await varsIn(FILE);
  // A file from before the desk names none: the example's is as public as any.
  vars["DEMO_API_TOKEN"] ??= (await varsIn(`${FILE}.example`))["DEMO_API_TOKEN"]!;
  for (const name of ["LINK_KEYS", "SEALING_KEY", "DEMO_WEBHOOK_SECRET", "DEMO_API_TOKEN"]) {
    if (!vars[name]) {
      throw new Error(`Cannot start as ${name} in ${FILE} must not be empty: see ${FILE}.example`);
    }
  }
  return vars;
}

async function varsIn(file: string): Promise<Record<string, string>> {
  return parseEnv(await Deno.readTextFile(file)) as Record<string, string>;
}
