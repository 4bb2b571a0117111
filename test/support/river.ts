/** The river as a test sees it: what is told at the door, what the clock does, what reaches the dev mailbox. */
import { cellOf, workerEnv } from "./cells_in_use.ts";
import { env, exports } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { type CapturedMail, listCaptured, readCaptured } from "../../src/channels/capture.ts";
import worker from "../../src/index.ts";
import { eventually } from "./eventually.ts";
import { SECRET } from "./house.ts";
import { signStandard } from "./signing.ts";

export interface CaughtMail {
  readonly captured: CapturedMail;
  readonly raw: string;
}

/** One signed delivery in Waybill's own format, at the present fake time. */
export async function sendEvent(
  type: string,
  timestamp: string,
  data: Record<string, unknown>,
): Promise<Response> {
  const body = JSON.stringify({ type, timestamp, data });
  const headers = await signStandard(SECRET, crypto.randomUUID(), Math.floor(Date.now() / 1_000), body);
  return await exports.default.fetch("https://waybill.test/hooks/demo/standard", {
    method: "POST",
    headers,
    body,
  });
}

/** What reached the dev mailbox for one order, newest first, once so many mails are there. The queue decides when: it is asked until then. */
export async function mailsOf(order: string, count: number): Promise<readonly CaughtMail[]> {
  return await eventually(async () => {
    const mails = (await listCaptured(env.MAIL, 1_000)).filter((mail) => mail.order === order);
    expect(mails.map(({ kind }) => kind)).toHaveLength(count);
    return await Promise.all(mails.map(async ({ id }) => (await readCaptured(env.MAIL, id))!));
  });
}

/** Moves the clock and lets the cron tick once. */
export async function passTo(at: string): Promise<void> {
  vi.setSystemTime(at);
  await worker.scheduled(
    { cron: "* * * * *", scheduledTime: Date.parse(at), noRetry: () => undefined },
    workerEnv(env),
  );
}

/** The ledger of an order of the shop `demo`, in the order of its keys. */
export async function ledgerOf(order_id: string): Promise<Record<string, unknown>[]> {
  const { results } = await cellOf("demo").prepare(
    "select kind, about, state, reason, attempts from messages where subject = ?",
  ).bind(`demo/standard/${order_id}`).all();
  return results;
}

/** Waits until nothing that is due is still open for this order. */
export async function settled(order_id: string): Promise<void> {
  await eventually(async () => {
    const open = await cellOf("demo").prepare(
      "select count(*) as count from messages where subject = ?1 and due_at <= ?2",
    ).bind(`demo/standard/${order_id}`, Date.now()).first("count");
    expect(open).toBe(0);
  });
}
