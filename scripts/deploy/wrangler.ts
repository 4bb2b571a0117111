/** Runs wrangler as a process and reads its configuration file. Its output is shown only after a failure. */
import process from "node:process";
import type { RawConfig } from "./worker_config.ts";

/** Runs wrangler and returns its output. Throws with wrangler's message when it fails. */
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

/** Reads wrangler.toml unchanged. */
export async function readWorkerConfig(root: string): Promise<RawConfig> {
  // Wrangler's own dependencies print deprecation warnings.
  process.noDeprecation = true;
  const { experimental_readRawConfig } = await import("wrangler");
  return experimental_readRawConfig({ config: `${root}/wrangler.toml` }).rawConfig as unknown as RawConfig;
}

/** Returns the lines after wrangler's error mark, without colours, the path of its log file and a stack. */
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
