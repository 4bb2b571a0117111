/**
 * A shop's process: starts it and waits until it answers, kills it like a machine that fails. Its output is kept
 * beside its packages.
 */
import { KILL_GROUP, whenKilled } from "../when_killed.ts";
import { eventually } from "./eventually.ts";

export interface ShopProcessOptions {
  readonly command: readonly [string, ...string[]];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly is_up: () => Promise<boolean>;
}

const UP_WITHIN_S = 150;
const LOG = "shop.log";

export function shopProcess({ command: [program, ...args], cwd, env, is_up }: ShopProcessOptions) {
  let process: Deno.ChildProcess | undefined;
  let stays: (() => Promise<void>) | undefined;
  let ended = false;
  return {
    async start(): Promise<void> {
      ended = false;
      // Starts a process group, so that all of it can be killed at once.
      const shell = `exec "$0" "$@" >>${LOG} 2>&1`;
      process = new Deno.Command("setsid", {
        args: ["sh", "-c", shell, program, ...args],
        cwd,
        env,
        stdin: "null",
      }).spawn();
      stays = whenKilled(KILL_GROUP, String(process.pid));
      process.status.then(() => ended = true);
      await eventually("The shop answers", UP_WITHIN_S, async () => {
        if (ended) throw new Error(`${program} ${args.join(" ")} ended: see ${cwd}/${LOG}`);
        return await is_up();
      });
    },
    async kill(): Promise<void> {
      if (process === undefined) return;
      await new Deno.Command("kill", { args: ["-9", "--", `-${process.pid}`] }).output();
      await process.status;
      await stays?.();
      process = undefined;
    },
  };
}
