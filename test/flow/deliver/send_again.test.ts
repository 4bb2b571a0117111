/** Any mail can be sent once more: to the same or a corrected address, with what must be said first. */
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { sendAgain } from "../../../src/flow/deliver/send_again.ts";
import { answerCase } from "../../../src/flow/cases/answer_case.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import type { MessageKey } from "../../../src/messages/message.ts";
import { upsertSuppression } from "../../../src/sql/suppressions.ts";
import { ADAS_ORDER, GUESTS_ORDER, hours, NOW, NOW_MS } from "../../support/cast.ts";
import { caseAbout } from "../../support/cases.ts";
import { eventually } from "../../support/eventually.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent, settled } from "../../support/river.ts";
import { mailsTo } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));

const ports = {
  ...recording,
  archive: env.MAIL,
  wake_queue: env.NUDGES,
  bulk_wake_queue: env.BULK_NUDGES,
};

async function place(id: string, changes: Partial<typeof ADAS_ORDER> = {}): Promise<MessageKey> {
  const customer = { ...ADAS_ORDER.customer, email: `${id}@lovelace.example` };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, customer, ...changes },
  });
  return { subject: `demo/standard/${id}`, kind: "order_confirmation", about: "" };
}

/** Asks so many hours after the order. */
async function again(key: MessageKey, wish: Parameters<typeof sendAgain>[3] = {}, at_h = 1) {
  vi.setSystemTime(NOW_MS + at_h * 3_600_000);
  return await sendAgain(ports, DEMO, key, wish, NOW_MS + at_h * 3_600_000);
}

async function recipients(id: string, count: number) {
  return (await mailsOf(`#${id}`, count)).map(({ captured: { kind, to } }) => `${kind} ${to}`);
}

describe("a mail that arrived", () => {
  test("goes out once more as the order stands, and the first stays in the ledger as sent", async () => {
    const key = await place("r1");
    await mailsOf("#r1", 1);
    await settled("r1");
    expect(await again(key)).toMatchObject({ ok: true });
    expect(await recipients("r1", 2)).toEqual(Array(2).fill("order_confirmation r1@lovelace.example"));
    await settled("r1");
    expect(await ledgerOf("r1")).toMatchObject([
      { about: "", state: "sent" },
      { about: `~${hours(1)}`, state: "sent" },
    ]);
  });

  test("of a state that has passed goes out too: a person knows why", async () => {
    await place("r2");
    await sendEvent("shipment.shipped", hours(1), {
      order_id: "r2",
      shipment: { id: "p", tracking: [{ number: "JD0146" }] },
    });
    await passTo(hours(1.2));
    await passTo(hours(1.3));
    await mailsOf("#r2", 2);
    await sendEvent("shipment.delivered", hours(2), {
      order_id: "r2",
      shipment: { id: "p", tracking: [{ number: "JD0146" }] },
    });
    await mailsOf("#r2", 3);
    await settled("r2");
    const key = { subject: "demo/standard/r2", kind: "shipment_shipped", about: "p" } as const;
    expect(await again(key, {}, 3)).toMatchObject({ ok: true });
    expect((await recipients("r2", 4))[0]).toBe("shipment_shipped r2@lovelace.example");
  });

  test("is one wish however often it is clicked", async () => {
    const key = await place("r3");
    await mailsOf("#r3", 1);
    await settled("r3");
    expect((await again(key)).ok).toBe(true);
    await mailsOf("#r3", 2);
    await settled("r3");
    expect(await again(key)).toEqual({ ok: false, reason: "under_way" });
  });
});

describe("another address", () => {
  test("corrects the order: it gets one confirmation, and further mails go there", async () => {
    const key = await place("r4");
    await mailsOf("#r4", 1);
    await settled("r4");
    expect((await again(key, { to: "ada@right.example" })).ok).toBe(true);
    expect((await recipients("r4", 2))[0]).toBe("order_confirmation ada@right.example");
    await sendEvent("shipment.shipped", hours(2), {
      order_id: "r4",
      shipment: { id: "p", tracking: [{ number: "JD0146" }] },
    });
    await passTo(hours(2.2));
    await passTo(hours(2.3));
    expect((await recipients("r4", 3))[0]).toBe("shipment_shipped ada@right.example");
  });

  test("is given to an order that had none", async () => {
    const key = await place("r5", { customer: GUESTS_ORDER.customer });
    await settled("r5");
    expect(await again(key)).toEqual({ ok: false, reason: "no_address" });
    expect((await again(key, { to: "guest@found.example" })).ok).toBe(true);
    expect(await recipients("r5", 1)).toEqual(["order_confirmation guest@found.example"]);
  });

  test.each(["nobody", "a b@c.example", "ä@lovelace.example"])("that is none is refused: %s", async (to) => {
    const key = await place(`r6-${to.length}`);
    await settled(`r6-${to.length}`);
    expect(await again(key, { to })).toEqual({ ok: false, reason: "bad_address" });
  });
});

describe("an address that takes no mail", () => {
  test("is written to only after that was said", async () => {
    const key = await place("r7");
    await mailsOf("#r7", 1);
    await settled("r7");
    const bounced = {
      key,
      type: "bounced",
      bounce: "hard",
      recipient: "r7@lovelace.example",
      at_ms: NOW_MS,
    } as const;
    await recordOutcomes(recording, DEMO, [bounced], NOW_MS);
    expect(await again(key)).toEqual({
      ok: false,
      reason: "refused",
      refusal: "bounced",
      email: "r7@lovelace.example",
    });
    expect((await again(key, { despite: true })).ok).toBe(true);
    expect(await recipients("r7", 2)).toHaveLength(2);
  });

  test("counts where it is given as the corrected one", async () => {
    const key = await place("r8");
    await mailsOf("#r8", 1);
    await settled("r8");
    const listed = { email: "no@mail.example", class: "all", reason: "blocked", until: null } as const;
    await upsertSuppression(env.DB, "demo", listed, NOW_MS).run();
    expect(await again(key, { to: "no@mail.example" })).toMatchObject({
      reason: "refused",
      refusal: "blocked",
    });
  });
});

test("what would be untrue is not sent", async () => {
  const key = await place("r9", { customer: GUESTS_ORDER.customer });
  await sendEvent("order.cancelled", hours(1), { order_id: "r9" });
  await env.DB.prepare(
    "update messages set reason = 'order_cancelled' where subject = 'demo/standard/r9' and kind = 'order_confirmation'",
  ).run();
  expect(await again(key, { to: "ada@right.example" }, 2)).toEqual({
    ok: false,
    reason: "untrue",
    against: "order_cancelled",
  });
});

test("an erased order is written to no more", async () => {
  const key = await place("r10");
  await mailsOf("#r10", 1);
  await settled("r10");
  await env.DB.prepare(
    "update orders set state = json_set(state, '$.erased_at', ?1, '$.details.customer', json('{}')) where id = ?2",
  ).bind(NOW, key.subject).run();
  expect(await again(key, { to: "ada@right.example" })).toEqual({ ok: false, reason: "no_address" });
});

test("an answer goes out once more as its kept copy has it, into the same thread", async () => {
  await place("r11");
  await mailsOf("#r11", 1);
  await settled("r11");
  const said = [{ id: "m11", author: "customer", words: "The lid is broken." }] as const;
  await env.DB.batch([...caseAbout(env.DB, "demo/standard/r11", "c11", said, "The lid")]);
  const answer = { case_id: "c11", id: "a11", words: "A new lid is on its way." };
  expect(await answerCase(ports, DEMO, answer, NOW_MS)).toMatchObject({ ok: true });
  await mailsTo("r11@lovelace.example", "support_reply", 1);
  const row = await eventually(async () => {
    const found = await env.DB.prepare(
      "select subject, kind, about, state from messages where kind = 'support_reply'",
    ).first<MessageKey & { state: string }>();
    expect(found!.state).toBe("sent");
    return found!;
  });
  expect(await again(row)).toMatchObject({ ok: true });
  const mails = await mailsTo("r11@lovelace.example", "support_reply", 2);
  const replies = mails.map(({ raw }) => /^reply-to: .*(?:\r\n .*)*/im.exec(raw)?.[0]);
  expect(replies[0]).toBe(replies[1]);
  for (const { raw } of mails) expect(raw).toContain("A new lid is on its way.");
});

test("a mail that is unknown, or on its way, is not sent", async () => {
  const key = await place("r12");
  await mailsOf("#r12", 1);
  await settled("r12");
  expect(await again({ ...key, about: "never" })).toEqual({ ok: false, reason: "no_mail" });
  await env.DB.prepare("update messages set state = 'owed', due_at = ?2 where subject = ?1").bind(
    key.subject,
    NOW_MS + 9e9,
  ).run();
  expect(await again(key)).toEqual({ ok: false, reason: "under_way" });
});
