/** A real `deno task dev` on its own port, which can be killed and restarted, and the mails in its mailbox. */
import { readDevVars } from "../dev_vars.ts";
import { KILL_GROUP, whenKilled } from "../when_killed.ts";
import { eventually } from "./eventually.ts";

export const WAYBILL_PORT = 8806;
const BASE = `http://localhost:${WAYBILL_PORT}`;
const UP_WITHIN_S = 120;

export interface CaughtMail {
  readonly id: string;
  readonly kind: string;
  readonly to: string;
  /** The order's number. */
  readonly order: string;
}

export interface WaybillProcess {
  /** Kills the whole process group with SIGKILL, like a machine that fails. */
  kill(): Promise<void>;
  /** Resolves when it answers. */
  start(): Promise<void>;
}

export function waybillProcess(): WaybillProcess {
  let process: Deno.ChildProcess | undefined;
  let stays: (() => Promise<void>) | undefined;
  return {
    async start() {
      // Starts a process group, so that all of it can be killed at once.
      process = new Deno.Command("setsid", {
        args: [Deno.execPath(), "task", "dev"],
        env: { PORT: String(WAYBILL_PORT) },
        stdin: "null",
        stdout: "null",
        stderr: "inherit",
      }).spawn();
      stays = whenKilled(KILL_GROUP, String(process.pid));
      await eventually("Waybill answers", UP_WITHIN_S, async () => {
        const answer = await fetch(`${BASE}/healthz`).catch(() => null);
        const health = await answer?.json<{ readonly database: string }>().catch(() => null);
        return health?.database === "ok";
      });
    },
    async kill() {
      if (process === undefined) return;
      await new Deno.Command("kill", { args: ["-9", "--", `-${process.pid}`] }).output();
      await process.status;
      await stays?.();
      process = undefined;
      await eventually("Waybill is gone", 10, () =>
        fetch(`${BASE}/healthz`).then(async (answer) => {
          await answer.body?.cancel();
          return false;
        }, () => true));
    },
  };
}

/** Returns the URL and the secret that the shop is configured with, through `port`. */
export async function destination(port: number): Promise<{ readonly url: string; readonly secret: string }> {
  const { DEMO_WEBHOOK_SECRET } = await readDevVars();
  return { url: `http://127.0.0.1:${port}/hooks/demo/standard`, secret: DEMO_WEBHOOK_SECRET! };
}

/** Returns the mails to this address, oldest first. */
export async function mailsTo(email: string): Promise<readonly CaughtMail[]> {
  const answer = await fetch(`${BASE}/dev/mail`, { headers: { accept: "application/json" } });
  const mails = await answer.json() as readonly CaughtMail[];
  return mails.filter(({ to }) => to === email || to.includes(`<${email}>`)).toReversed();
}

export async function textOf({ id }: CaughtMail): Promise<string> {
  return await (await fetch(`${BASE}/dev/mail/${id}/text`)).text();
}
