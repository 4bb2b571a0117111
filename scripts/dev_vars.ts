/** Reads `.dev.vars` for the scripts that sign and seal; refuses an incomplete file. */
import { completeDevVars } from "./dev/dev_vars.mjs";

/** Throws with the name of a variable that is empty. */
export function readDevVars(): Record<string, string> {
  const vars: Record<string, string> = completeDevVars();
  for (const name of ["LINK_KEYS", "SEALING_KEY", "DEMO_WEBHOOK_SECRET", "DEMO_API_TOKEN"]) {
    if (!vars[name]) {
      throw new Error(`Cannot start as ${name} in .dev.vars must not be empty: see .dev.vars.example`);
    }
  }
  return vars;
}
