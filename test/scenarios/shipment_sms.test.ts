import { env } from "cloudflare:workers";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { OrderDetails } from "../../src/orders/event.ts";
import { updateSettings } from "../../src/sql/shops.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../support/cast.ts";
import { eventually } from "../support/eventually.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, passTo, sendEvent, settled } from "../support/river.ts";
import { type FakeTwilio, fakeTwilio, type SentSms } from "../support/twilio.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

const OWN = "0151 12345678";
const OWN_E164 = "+4915112345678";
const NIGHT = "2026-11-22T22:30:00.000Z"; // half past eleven in Berlin
const CLASSES = { class: ["progress", "care"], language: "en" };

let twilio: FakeTwilio;
let sms: readonly SentSms[] = [];

beforeAll(async () => {
  await openHouse();
  await updateSettings(env.DB, "demo", JSON.stringify({ ...SHOP, shipment_sms: true })).run();
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  twilio = fakeTwilio();
  sms = twilio.sms;
});
afterEach(() => void vi.restoreAllMocks());

async function placed(
  id: string,
  phone: string | undefined = OWN,
  email = `${id}@texts.example`,
  changes: Partial<OrderDetails> = {},
) {
  const customer = { email, first_name: "Ada", ...(phone === undefined ? {} : { phone }) };
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, locale: "en", customer, ...changes },
  });
  await settled(id);
  return `demo/standard/${id}`;
}

async function chosen(subject: string, way: "off" | "beside" | "alone", number = "") {
  const { get, submit } = visitor();
  return await submit(await get(await pathFor("preferences", subject)), {
    ...CLASSES,
    "way-progress-1": way === "off" ? "" : "sms",
    "way-care-1": "",
    ...(way === "beside" ? { "beside-progress": "1" } : {}),
    number,
  });
}

async function shipped(id: string, at = hours(1)) {
  await happens(id, "shipped", at, { id: "p1", tracking: [{ carrier: "DHL", number: "1" }] });
}

async function happens(id: string, what: string, at: string, shipment: object = { id: "p1" }) {
  await notifies_customer(id, what, at, shipment);
  await settled(id);
}

async function notifies_customer(id: string, what: string, at: string, shipment: object = { id: "p1" }) {
  vi.setSystemTime(at);
  await sendEvent(`shipment.${what}`, at, { order_id: id, shipment });
}

async function stateOf(id: string, kind: string, about: string) {
  const found = (await ledgerOf(id)).find((row) => row["kind"] === kind && row["about"] === about);
  return found === undefined ? undefined : [found["state"], found["reason"]];
}

describe("news of a shipment by SMS", () => {
  test("comes beside the mail, once, to the order's own number, with a link to its page", async () => {
    const subject = await placed("s1");
    expect((await chosen(subject, "beside")).html).toContain("Saved");
    const confirmed = await mailsTo("s1@texts.example", "choice_confirmed", 1);
    expect(confirmed[0]!.text).toContain("Delivery updates: Text message +49 … 78 and Email");
    await shipped("s1");
    await happens("s1", "shipped", hours(1), { id: "p1" });
    expect(sms).toHaveLength(1);
    expect(sms[0]!.to).toBe(OWN_E164);
    expect(sms[0]!.body).toMatch(
      /^Kontor & Söhne, order #s1: Expected [\w ,-]+\. On its way to you\. https:/,
    );
    expect(await stateOf("s1", "shipment_shipped", "p1")).toEqual(["sent", null]);
    const path = /https:\/\/waybill\.test(\/o\/[\w-]+)/.exec(sms[0]!.body)![1]!;
    expect((await visitor().get(path)).html).toContain("On its way to you");
    await happens("s1", "delivered", hours(2));
    expect(sms.map(({ body }) => body).at(-1)).toMatch(/order #s1: Delivered \w+day, /);
    expect(await chosen(subject, "off")).toMatchObject({ status: 200 });
    await happens("s1", "attempted", hours(3), { id: "p2" });
    expect(sms).toHaveLength(2);
  });

  test("comes instead of the mail; where it cannot be sent the mail comes after all", async () => {
    const subject = await placed("s2");
    await chosen(subject, "alone");
    await shipped("s2");
    expect(sms).toHaveLength(1);
    expect(await stateOf("s2", "shipment_shipped", "p1")).toEqual(["suppressed", "by_sms"]);
    twilio.answer = () => Response.json({ code: 21211, message: "not a number" }, { status: 400 });
    await notifies_customer("s2", "out_for_delivery", hours(2));
    await eventually(async () =>
      expect(await stateOf("s2", "shipment_out_for_delivery", "p1")).toEqual(["owed", null])
    );
    await passTo(hours(2.1));
    await mailsTo("s2@texts.example", "shipment_out_for_delivery", 1);
    expect((await stateOf("s2", "shipment_sms", "out_for_delivery:p1"))![0]).toBe("failed");
  });

  test("is not repeated by mail when the customer wants no more SMS", async () => {
    const subject = await placed("s11");
    await chosen(subject, "alone");
    await happens("s11", "delivered", hours(1));
    vi.setSystemTime(hours(30));
    await chosen(subject, "off");
    await settled("s11");
    expect(sms).toHaveLength(1);
    expect(await stateOf("s11", "shipment_delivered", "p1")).toEqual(["suppressed", "by_sms"]);
  });

  test("goes to the recipient by mail where the order is a present", async () => {
    const gift = { recipient: { email: "bea@texts.example", first_name: "Bea" } };
    const subject = await placed("s12", OWN, undefined, { gift });
    await chosen(subject, "alone");
    await shipped("s12");
    await mailsTo("bea@texts.example", "shipment_shipped", 1);
    expect(sms).toEqual([]);
  });

  test("ends with a STOP: the number is suppressed, and mails come again", async () => {
    const subject = await placed("s3");
    await chosen(subject, "alone");
    twilio.answer = () => Response.json({ code: 21610, message: "unsubscribed" }, { status: 400 });
    await notifies_customer("s3", "delivered", hours(1));
    await eventually(async () =>
      expect(await stateOf("s3", "shipment_delivered", "p1")).toEqual(["owed", null])
    );
    expect(await stateOf("s3", "shipment_sms", "delivered:p1")).toEqual(["suppressed", "unsubscribed"]);
    await passTo(hours(1.1));
    await mailsTo("s3@texts.example", "shipment_delivered", 1);
    const { results } = await env.DB.prepare("select class, reason from suppressions where address = ?")
      .bind(OWN_E164).all();
    expect(results).toEqual([{ class: "all", reason: "unsubscribed" }]);
    await notifies_customer("s3", "delivered", hours(2), { id: "p2" });
    await eventually(async () =>
      expect(await stateOf("s3", "shipment_delivered", "p2")).toEqual(["owed", null])
    );
    await passTo(hours(2.1));
    await mailsTo("s3@texts.example", "shipment_delivered", 2);
    expect(sms).toHaveLength(1);
    await env.DB.prepare("delete from suppressions where address = ?").bind(OWN_E164).run();
  });

  test("is not sent at night: it waits for the morning", async () => {
    const subject = await placed("s4");
    await chosen(subject, "beside");
    await shipped("s4", NIGHT);
    await mailsTo("s4@texts.example", "shipment_shipped", 1);
    expect(sms).toEqual([]);
    await passTo("2026-11-23T09:01:00.000Z");
    await settled("s4");
    expect(sms).toHaveLength(1);
  });

  test("does not cover what came before the choice, and applies to later orders of the same customer", async () => {
    const subject = await placed("s5");
    await shipped("s5");
    vi.setSystemTime(hours(2));
    await chosen(subject, "alone");
    await settled("s5");
    expect(sms).toEqual([]);
    await placed("s6", undefined, "s5@texts.example");
    await shipped("s6", hours(3));
    expect(sms.map(({ to }) => to)).toEqual([OWN_E164]);
    expect(await stateOf("s6", "shipment_shipped", "p1")).toEqual(["suppressed", "by_sms"]);
  });

  test("goes to another number once the code that was sent there was entered, and that code is valid for no other number", async () => {
    const subject = await placed("s7");
    const asked = await chosen(subject, "beside", "+49 171 2345678");
    expect(asked.html).toContain("+49 … 78");
    expect(sms[0]).toMatchObject({ to: "+491712345678" });
    const code = /^\d{6}/.exec(sms[0]!.body)![0];
    const { submit } = visitor();
    const wrong = await submit(asked, { code: code === "000000" ? "111111" : "000000" });
    expect(wrong.status).toBe(400);
    expect((await submit(asked, { code, number: "+491712345679" })).status).toBe(400);
    expect((await submit(wrong, { code })).html).toContain("Saved");
    expect((await submit(wrong, { code })).status).toBe(400); // good once
    await shipped("s7");
    expect(sms.at(-1)).toMatchObject({ to: "+491712345678" });
  });

  test.each(["ask my neighbour", "030 123456", "+1"])(
    "a number that takes no texts is refused: %s",
    async (typed) => {
      const subject = await placed("s8");
      const again = await chosen(subject, "beside", typed);
      expect(again.status).toBe(400);
      expect(again.html).toContain("doesn’t look like a mobile number");
      expect(again.html).toContain(`value="${typed}"`);
      expect(sms).toEqual([]);
    },
  );

  test("a code is sent five times an hour at most", async () => {
    const subject = await placed("s9");
    for (let count = 0; count < 5; count++) {
      // Beyond the pause that follows a code.
      vi.setSystemTime(hours(count / 10));
      await chosen(subject, "beside", `+4917123456${10 + count}`);
    }
    vi.setSystemTime(hours(0.6));
    expect((await chosen(subject, "beside", "+491712345699")).status).toBe(400);
    expect(sms).toHaveLength(5);
  });

  test("is neither offered nor sent where the shop does not want it", async () => {
    const subject = await placed("s10");
    await chosen(subject, "beside");
    await updateSettings(env.DB, "demo", JSON.stringify(SHOP)).run();
    vi.setSystemTime(hours(48)); // beyond what the isolate remembers of the shop
    expect((await visitor().get(await pathFor("preferences", subject))).html).not.toMatch(
      /text message|way-progress/i,
    );
    await shipped("s10", hours(49));
    await mailsTo("s10@texts.example", "shipment_shipped", 1);
    expect(sms).toEqual([]);
    await updateSettings(env.DB, "demo", JSON.stringify({ ...SHOP, shipment_sms: true })).run();
  });
});
