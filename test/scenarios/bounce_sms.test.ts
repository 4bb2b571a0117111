import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { mobileNumber } from "../../src/channels/phone_number.ts";
import { isGuessedOut, isGuessLeft } from "../../src/flow/customer/guess_postal_code.ts";
import { recordOutcomes } from "../../src/flow/outcomes/record_outcomes.ts";
import worker from "../../src/index.ts";
import { LEASE_S } from "../../src/messages/attempt.ts";
import { readKey } from "../../src/messages/outcome.ts";
import type { OrderDetails } from "../../src/orders/event.ts";
import { updateSettings } from "../../src/sql/shops.ts";
import { upsertSuppression } from "../../src/sql/suppressions.ts";
import { ADAS_ORDER, BENS_ORDER, hours, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { eventually } from "../support/eventually.ts";
import { DEMO, openHouse, recording } from "../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent, settled } from "../support/river.ts";
import { type FakeTwilio, fakeTwilio, queued, type SentSms } from "../support/twilio.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

const WITH_SMS = { ...DEMO, settings: { ...SHOP, bounce_sms: true } };
const NIGHT = "2026-11-22T22:30:00.000Z"; // half past eleven in Berlin

let twilio: FakeTwilio;
let sms: readonly SentSms[] = [];

beforeAll(async () => {
  await openHouse();
  await updateSettings(env.DB, "demo", JSON.stringify(WITH_SMS.settings)).run();
  // Loaded before anybody waits for it: on a busy machine that takes seconds.
  expect(await mobileNumber("+4915112345678", undefined)).not.toBeNull();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  twilio = fakeTwilio();
  sms = twilio.sms;
});
afterEach(() => void vi.restoreAllMocks());

/** An order whose confirmation left, with a customer who gave a number. */
async function place(id: string, changes: Partial<OrderDetails> = {}): Promise<string> {
  const customer = { email: `${id}@gmial.com`, first_name: "Ada", phone: "0151 12345678" };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, customer, ...changes },
  });
  await settled(id);
  return `demo/standard/${id}`;
}

async function bounce(id: string, email = `${id}@gmial.com`, at_ms = Date.now()): Promise<void> {
  const key = readKey(`demo/standard/${id}/order_confirmation/`)!;
  await recordOutcomes(recording, WITH_SMS, [
    { key, type: "bounced", bounce: "hard", recipient: email, reason: "5.1.1", at_ms },
  ], at_ms);
}

async function textOf(id: string) {
  return (await ledgerOf(id)).find(({ kind }) => kind === "bounce_sms");
}

describe("a customer whose confirmation bounces", () => {
  test("gets one SMS in their language, and enters an address that gets the order's present state", async () => {
    const id = "t1";
    await place(id);
    await bounce(id);
    await passTo(hours(0.1));
    await settled(id);
    expect(sms).toHaveLength(1);
    const [{ to, body }] = sms as [SentSms];
    expect(to).toBe("+4915112345678");
    expect(body).toContain("Kontor & Söhne: Wir konnten Ihnen zu Bestellung #t1 keine E-Mail zustellen.");
    expect(body).not.toContain("gmial");
    expect(await textOf(id)).toEqual({
      kind: "bounce_sms",
      about: "",
      state: "sent",
      reason: null,
      attempts: 1,
    });

    const path = /https:\/\/waybill\.test(\/r\/[\w-]+)/.exec(body)![1]!;
    const { get, submit } = visitor();
    const form = await get(path);
    expect(form.status).toBe(200);
    expect(form.headers.get("Cache-Control")).toBe("no-store");
    expect(form.html).toContain('<html lang="de-DE"');
    expect(form.html).toContain("t…@g….com");
    expect(form.html).not.toContain("t1@gmial.com");
    expect((await submit(form, { email: "t1@gmail.com", postal_code: "10118" })).html).toContain(
      "Das ist nicht die Postleitzahl",
    );
    const saved = await submit(form, { email: "t1@gmail.com", postal_code: " 10 119" });
    expect(saved.html).toContain("an die neue Adresse geschickt");
    expect(await mailsTo("t1@gmail.com", "order_confirmation", 1)).toHaveLength(1);
    expect((await get(path)).html).toContain("Hier ist nichts zu tun");

    await passTo(hours(30));
    await settled(id);
    expect(sms).toHaveLength(1);
  });

  test("gets no SMS at night: it waits for the morning", async () => {
    vi.setSystemTime(NIGHT);
    const id = "t2";
    await place(id);
    await bounce(id);
    await passTo("2026-11-22T22:40:00.000Z");
    await passTo("2026-11-23T06:59:00.000Z");
    expect(sms).toEqual([]);
    expect(await textOf(id)).toMatchObject({ state: "owed", reason: null });
    await passTo("2026-11-23T07:00:00.000Z");
    await settled(id);
    expect(sms).toHaveLength(1);
  });

  test("whose address is corrected in time gets no SMS, and the ledger says why", async () => {
    vi.setSystemTime(NIGHT);
    const id = "t3";
    const subject = await place(id);
    await bounce(id);
    const { get, submit } = visitor();
    await submit(await get(await pathFor("correction", subject)), { email: "t3@gmail.com" });
    await passTo("2026-11-23T07:00:00.000Z");
    await settled(id);
    expect(sms).toEqual([]);
    expect(await textOf(id)).toMatchObject({ state: "suppressed", reason: "overtaken" });
  });

  test.each([
    ["no number", {}, "no_number"],
    ["a fixed line", { phone: "030 123456" }, "no_number"],
    ["no telephone number", { phone: "ask my neighbour" }, "no_number"],
  ])("who left %s gets none, and the ledger says so", async (what, phone, reason) => {
    const id = `t4-${what.length}`;
    const customer = { email: `${id}@gmial.com`, ...phone };
    await place(id, { customer });
    await bounce(id);
    await passTo(hours(0.1));
    await settled(id);
    expect(sms).toEqual([]);
    expect(await textOf(id)).toMatchObject({ state: "suppressed", reason });
  });

  test("who lives in another country has a number that is read as that country writes it", async () => {
    const id = "t5";
    vi.setSystemTime("2026-11-23T02:00:00.000Z"); // eleven in the morning in Osaka
    const customer = { email: `${id}@gmial.com`, phone: "090-1234-5678" };
    await place(id, { ...BENS_ORDER, id, number: `#${id}`, customer });
    await bounce(id);
    await passTo("2026-11-23T02:01:00.000Z");
    await settled(id);
    expect(sms).toEqual([{ to: "+819012345678", body: expect.stringContaining("ご注文#t5のメール") }]);
  });

  test("whom the shop has blocked gets no SMS either", async () => {
    const id = "t6";
    await place(id);
    const line = { email: `${id}@gmial.com`, class: "progress", reason: "complained", until: null } as const;
    await upsertSuppression(env.DB, "demo", line, NOW_MS).run();
    await bounce(id);
    await passTo(hours(0.1));
    await settled(id);
    expect(sms).toEqual([]);
    expect(await textOf(id)).toMatchObject({ state: "suppressed", reason: "complained" });
  });

  test("who orders again to the same address gets an SMS again, while the order is flagged and the shop gets an alert", async () => {
    await place("t7");
    await bounce("t7");
    const customer = { email: "t7@gmial.com", phone: "+49 151 87654321" };
    await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id: "t8", number: "#t8", customer } });
    await eventually(async () => expect(await ledgerOf("t8")).toHaveLength(2));
    await passTo(hours(0.1));
    await settled("t7");
    await settled("t8");
    expect(await ledgerOf("t8")).toEqual(expect.arrayContaining([
      expect.objectContaining({ kind: "order_confirmation", state: "suppressed", reason: "bounced" }),
      expect.objectContaining({ kind: "bounce_sms", state: "sent" }),
    ]));
    expect(sms.map(({ to }) => to)).toContain("+4915187654321");
    const alerts = await env.DB.prepare(
      "select count(*) as count from messages where kind = 'shop_alert' and about like 'mail_bounced:demo:standard:t8:%'",
    ).first("count");
    expect(alerts).toBe(1);
  });
});

describe("an SMS of which nobody knows whether it left", () => {
  test("is not sent again, and the shop gets an alert", async () => {
    const id = "u1";
    twilio.answer = () => new Response("<html>", { status: 500 });
    await place(id);
    await bounce(id);
    await passTo(hours(0.1));
    await settled(id);
    await passTo(hours(3));
    await settled(id);
    expect(sms).toHaveLength(1);
    expect(await textOf(id)).toMatchObject({ state: "unknown", reason: "Twilio answered 500" });
    const told = await env.DB.prepare(
      "select count(*) as count from messages where kind = 'shop_alert' and about like 'mail_failed:%'",
    ).first("count");
    expect(told).toBe(1);
  });

  test("that the provider did not accept is tried again, later and by day", async () => {
    const id = "u2";
    twilio.answer = () => Response.json({ code: 20429, message: "slow down" }, { status: 429 });
    await place(id);
    await bounce(id);
    await passTo(hours(0.1));
    await settled(id);
    expect(await textOf(id)).toMatchObject({ state: "owed" });
    twilio.answer = queued;
    await passTo("2026-11-22T22:30:00.000Z");
    await settled(id);
    expect(sms).toHaveLength(1);
    await passTo("2026-11-23T07:00:00.000Z");
    await settled(id);
    expect(await textOf(id)).toMatchObject({ state: "sent" });
  });

  test("is sent after the lease when its worker died before it asked the provider", async () => {
    const id = "u3";
    vi.setSystemTime(NIGHT);
    await place(id);
    await bounce(id);
    const morning_ms = Date.parse("2026-11-23T07:00:00.000Z");
    await env.DB.prepare(
      "update messages set state = 'sending', attempts = 1, lease_until = ?2 where subject = ?1 and kind = 'bounce_sms'",
    ).bind(`demo/standard/${id}`, morning_ms + LEASE_S * 1_000).run();
    await passTo("2026-11-23T07:00:30.000Z");
    expect(sms).toEqual([]);
    await passTo("2026-11-23T07:01:00.000Z");
    await settled(id);
    expect(sms).toHaveLength(1);
    expect(await textOf(id)).toMatchObject({ state: "sent", attempts: 2 });
  });
});

describe("the link in an SMS", () => {
  test("opens nothing else, and its address is changed by no other form than its own", async () => {
    const id = "v1";
    const subject = await place(id, { customer: { email: `${id}@gmial.com` } });
    await bounce(id);
    const { get, post } = visitor();
    const path = await pathFor("rescue", subject);
    for (const other of ["/o/", "/a/", "/u/"]) {
      expect((await get(path.replace("/r/", other))).status).toBe(404);
    }
    expect((await get((await pathFor("order", subject)).replace("/o/", "/r/"))).status).toBe(404);
    const wanted = { email: "eve@example.com", postal_code: "10119" };
    expect((await post(path, wanted)).status).toBe(400);
    expect((await post(path, wanted, { "Sec-Fetch-Site": "cross-site" })).status).toBe(404);
    expect(await mailsOf(`#${id}`, 1)).toHaveLength(1);
  });

  test("accepts only a few guesses of the postal code each minute", async () => {
    const id = "v2";
    const subject = await place(id, { customer: { email: `${id}@gmial.com` } });
    await bounce(id);
    const { get, submit } = visitor();
    const form = await get(await pathFor("rescue", subject));
    const guess = (postal_code: string) => submit(form, { email: "v2@gmail.com", postal_code });
    for (const code of ["1", "2", "3"]) expect((await guess(code)).status).toBe(400);
    const late = await guess("10119");
    expect(late.status).toBe(429);
    expect(late.html).toContain("Zu viele Versuche");
  });

  test("is closed after ten wrong guesses, also for a customer who knows the code by then, and the page says so kindly", async () => {
    const id = "v3";
    const subject = await place(id, { customer: { email: `${id}@gmial.com` } });
    await bounce(id);
    const { get, submit } = visitor();
    const path = await pathFor("rescue", subject);
    const form = await get(path);
    const guess = (postal_code: string) => submit(form, { email: "v3@gmail.com", postal_code });
    for (let count = 0; count < 8; count++) expect(await isGuessLeft(env.DB, subject, Date.now())).toBe(true);
    // A third one at once, of which there is none left.
    const answers = await Promise.all(["1", "2", "3"].map(guess));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([400, 400, 410]);
    expect(answers.find(({ status }) => status === 410)!.html).toContain("melden Sie sich bei uns");
    const closed = await get(path);
    expect(closed.status).toBe(410);
    expect(closed.html).toContain("Dieser Link ist gesperrt");
    expect(closed.html).not.toContain("<form");
    expect(await mailsOf(`#${id}`, 1)).toHaveLength(1);
  });

  test("opens again for a later SMS, and of many guesses at once no more than ten are checked", async () => {
    const guess = (at_ms: number) => isGuessLeft(env.DB, "demo/standard/v4", at_ms);
    const left = await Promise.all(Array.from({ length: 30 }, () => guess(NOW_MS)));
    expect(left.filter(Boolean)).toHaveLength(10);
    expect(await guess(Date.parse(hours(7 * 24 - 0.1)))).toBe(false);
    expect(await isGuessedOut(env.DB, "demo/standard/v4", NOW_MS)).toBe(true);
    expect(await guess(Date.parse(hours(7 * 24)))).toBe(true);
    expect(await isGuessedOut(env.DB, "demo/standard/v4", Date.parse(hours(7 * 24)))).toBe(false);
  });

  test("forgets the wrong guesses of a customer who finally knew the code", async () => {
    const id = "v5";
    const subject = await place(id, { customer: { email: `${id}@gmial.com` } });
    await bounce(id);
    const { get, submit } = visitor();
    const form = await get(await pathFor("rescue", subject));
    expect((await submit(form, { email: "v5@gmail.com", postal_code: "1" })).status).toBe(400);
    await submit(form, { email: "v5@gmail.com", postal_code: "10119" });
    expect(await env.DB.prepare("select tries from challenges where customer = ?").bind(subject).first())
      .toBeNull();
  });
});

test("a shop that did not ask for it sends no SMS", async () => {
  await updateSettings(env.DB, "demo", JSON.stringify(SHOP)).run();
  vi.setSystemTime(hours(1));
  const id = "w1";
  await sendEvent("order.placed", hours(1), {
    order: { ...ADAS_ORDER, id, number: "#w1", customer: { email: "w1@gmial.com", phone: "0151 12345678" } },
  });
  await settled(id);
  await recordOutcomes(recording, DEMO, [{
    key: readKey(`demo/standard/${id}/order_confirmation/`)!,
    type: "bounced",
    bounce: "hard",
    recipient: "w1@gmial.com",
    at_ms: Date.now(),
  }], Date.now());
  await worker.scheduled({ cron: "* * * * *", scheduledTime: 0, noRetry: () => undefined }, env);
  expect(await textOf(id)).toBeUndefined();
  expect(sms).toEqual([]);
});
