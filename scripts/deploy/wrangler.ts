/** wrangler as a process, and its configuration file. What it prints is shown only where it failed. */
import process from "node:process";
import type { RawConfig } from "./worker_config.ts";

/** Runs wrangler and returns what it printed. Throws with its own words where it failed. */
export type RunWrangler = (
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<string>;

const SAID_MAX_CHARS = 4_000;

export function wranglerIn(root: string): RunWrangler {
  return async (args, env = {}) => {
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "npm:wrangler", ...args],
      cwd: root,
      env: { WRANGLER_SEND_METRICS: "false", CI: "true", NO_COLOR: "1", FORCE_COLOR: "0", ...env },
      stdin: "null",
      stdout: "piped",
      stderr: "piped",
    }).output();
    const said = new TextDecoder().decode(stdout);
    if (success) return said;
    throw new Error(`\`wrangler ${args[0]}\` failed: ${reasonIn(said + new TextDecoder().decode(stderr))}`);
  };
}

/** wrangler.toml as it is written. */
export async function readWorkerConfig(root: string): Promise<RawConfig> {
  // wrangler's own dependencies warn of one another.
  process.noDeprecation = true;
  const { experimental_readRawConfig } = await import("wrangler");
  return experimental_readRawConfig({ config: `${root}/wrangler.toml` }).rawConfig as unknown as RawConfig;
}

/** The lines behind wrangler's own mark of an error, without colours, the pointer to its log file and a stack. */
function reasonIn(said: string): string {
  // deno-lint-ignore no-control-regex -- that is what colours begin with
  const plain = said.replace(/\x1b\[[\d;]*m/g, "");
  const at = plain.indexOf("[ERROR]");
  const lines = (at < 0 ? plain : plain.slice(at + "[ERROR]".length)).split("\n");
  return lines
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("at ") && !line.includes("Logs were written to"))
    .join("\n")
    .slice(0, SAID_MAX_CHARS);
}
