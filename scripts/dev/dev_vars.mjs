/** `.dev.vars`, the keys of a development Worker: made from the example. Plain JavaScript, since Node and Deno both start it. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseEnv } from "node:util";

const FILE = fileURLToPath(new URL("../../.dev.vars", import.meta.url));

/**
 * Every variable by name. A file that is there keeps its values and gets the names that it lacks. ENVIRONMENT stands in no
 * example: the Deploy button would offer it, and a deployed Worker in development sends no mail.
 * @returns {Record<string, string>}
 */
export function completeDevVars() {
  const present = existsSync(FILE) ? readFileSync(FILE, "utf8") : "";
  const own = parseEnv(present);
  const wanted = { ENVIRONMENT: "development", ...parseEnv(readFileSync(`${FILE}.example`, "utf8")) };
  const lacking = Object.entries(wanted).filter(([name]) => own[name] === undefined);
  if (lacking.length > 0) {
    const before = present === ""
      ? "# For development only: see .dev.vars.example.\n"
      : present.replace(/\n*$/, "\n");
    writeFileSync(FILE, before + lacking.map(([name, value]) => `${name} = "${value}"\n`).join(""));
  }
  return { ...wanted, ...own };
}
