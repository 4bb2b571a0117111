import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { readKey } from "../../src/messages/outcome.ts";
import { recordOutcomes } from "../../src/flow/outcomes/record_outcomes.ts";
import { upsertSuppression } from "../../src/sql/suppressions.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../support/cast.ts";
import { DEMO, openHouse, recording } from "../support/house.ts";
import { ledgerOf, mailsOf, passTo, sendEvent, settled } from "../support/river.ts";
import { mailsTo, pathFor, visitor } from "../support/visitor.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

/** An order whose confirmation came back for good. */
async function bounced(id: string, email: string): Promise<string> {
  await sendEvent("order.placed", NOW, {
    order: { ...ADAS_ORDER, id, number: `#${id}`, customer: { email } },
  });
  await mailsOf(`#${id}`, 1);
  await settled(id);
  const key = readKey(`demo/standard/${id}/order_confirmation/`)!;
  await recordOutcomes(recording, DEMO, [
    { key, type: "bounced", bounce: "hard", recipient: email, reason: "5.1.1", at_ms: NOW_MS + 1_000 },
  ], NOW_MS + 1_000);
  return `demo/standard/${id}`;
}

async function correctionsOf(order_id: string): Promise<readonly unknown[]> {
  const { results } = await env.DB.prepare("select events from events where order_id = ? order by seq")
    .bind(order_id).all<{ events: string }>();
  return results.flatMap(({ events }) => JSON.parse(events))
    .filter(({ type }) => type === "customer.address_corrected");
}

describe("an order whose address takes no mail", () => {
  test("is rescued by the shop: alert, link, correction, and one mail with the present state", async () => {
    const subject = await bounced("r1", "ada.r1@gmial.com");
    vi.setSystemTime(hours(1));
    const tracking = [{ number: "JD0146", url: "https://dhl.example/JD0146" }];
    await sendEvent("shipment.shipped", hours(1), { order_id: "r1", shipment: { id: "p1", tracking } });
    expect(await ledgerOf("r1")).toContainEqual(
      expect.objectContaining({ kind: "shipment_shipped", state: "suppressed", reason: "bounced" }),
    );

    await passTo(hours(2));
    const [alert] = await mailsTo(DEMO.settings.support_email, "shop_alert", 1);
    expect(alert!.text).toContain("gmial.com → gmail.com?");
    expect(alert!.text).not.toContain("ada.r1");
    const path = /https:\/\/waybill\.test(\/a\/[\w-]+)/.exec(alert!.text)![1]!;

    const { get, submit } = visitor();
    const form = await get(path);
    expect(form.status).toBe(200);
    expect(form.headers.get("Cache-Control")).toBe("no-store");
    expect(form.html).toContain("#r1");
    expect(form.html).toContain("Emails to ada.r1@gmial.com bounced.");
    expect(form.html).toContain('value="ada.r1@gmail.com"');
    expect(await correctionsOf(subject)).toEqual([]);

    const saved = await submit(form, { email: "ada.right@gmail.com" });
    expect(saved.html).toContain("one email with the current order status");
    const caught = await mailsTo("ada.right@gmail.com", "order_confirmation", 1);
    expect(caught[0]!.text).toContain("#r1");
    await settled("r1");

    // Clicked twice, and days later: nothing that the mail has overtaken follows it.
    expect((await submit(form, { email: "ada.right@gmail.com" })).html).toContain(
      "one email with the current",
    );
    await passTo(hours(3));
    await settled("r1");
    expect(await mailsOf("#r1", 2)).toHaveLength(2);
    expect(await correctionsOf(subject)).toEqual([{
      type: "customer.address_corrected",
      at: expect.stringMatching(/^2026-11-22T14:00:/),
      from: "ada.r1@gmial.com",
      email: "ada.right@gmail.com",
    }]);
    expect(await ledgerOf("r1")).toContainEqual(
      expect.objectContaining({ kind: "shipment_shipped", state: "suppressed", reason: "overtaken" }),
    );
    expect((await get(path)).html).toContain("nothing to correct");
  });

  test.each([
    ["not an address", "Please enter one email address"],
    ["jürgen@example.com", "Please enter one email address"],
    ["ADA.R2@lovelace.example ", "Please enter a different address"],
    ["blocked@lovelace.example", "on your suppression list"],
  ])("is not corrected to %s", async (email, rule) => {
    const line = { email: "blocked@lovelace.example", class: "all", reason: "blocked", until: null } as const;
    await upsertSuppression(env.DB, "demo", line, NOW_MS).run();
    const id = `r2${rule.length}${email.length}`;
    const subject = await bounced(id, "ada.r2@lovelace.example");
    await env.DB.prepare("delete from suppressions where address = 'ada.r2@lovelace.example'").run();
    const { get, submit } = visitor();
    const form = await get(await pathFor("correction", subject));
    expect(form.html).not.toContain("Perhaps");
    const refused = await submit(form, { email });
    expect(refused.status).toBe(400);
    expect(refused.html).toContain(rule);
    expect(await correctionsOf(subject)).toEqual([]);
  });

  test("stays corrected, whatever address a later snapshot of the storefront still has", async () => {
    const subject = await bounced("r5", "ada.r5@gmial.com");
    const { get, submit } = visitor();
    await submit(await get(await pathFor("correction", subject)), { email: "ada.r5@gmail.com" });
    await mailsTo("ada.r5@gmail.com", "order_confirmation", 1);
    const customer = { email: "ada.r5@gmial.com" };
    const order = { ...ADAS_ORDER, id: "r5", number: "#r5", customer, total_minor: 12_900 };
    await sendEvent("order.changed", hours(1), { order });
    vi.setSystemTime(hours(1));
    await sendEvent("payment.succeeded", hours(1), {
      order_id: "r5",
      payment: { id: "pay_r5", amount_minor: 12_900 },
    });
    expect(await mailsTo("ada.r5@gmail.com", "payment_receipt", 1)).toHaveLength(1);
  });

  test("of a present's recipient is corrected for the recipient: the shipment mail is sent once more, and the buyer gets nothing", async () => {
    const grace = "grace.r6@gmial.com";
    const customer = { email: "ada.r6@lovelace.example" };
    const gift = { recipient: { name: "Grace", email: grace } };
    await sendEvent("order.placed", NOW, {
      order: { ...ADAS_ORDER, id: "r6", number: "#r6", customer, gift },
    });
    const tracking = [{ number: "JD0147", url: "https://dhl.example/JD0147" }];
    await sendEvent("shipment.shipped", NOW, { order_id: "r6", shipment: { id: "p1", tracking } });
    await passTo(hours(0.1));
    await mailsTo(grace, "shipment_shipped", 1);
    await settled("r6");
    await recordOutcomes(recording, DEMO, [{
      key: readKey("demo/standard/r6/shipment_shipped/p1")!,
      type: "bounced",
      bounce: "hard",
      recipient: grace,
      reason: "5.1.1",
      at_ms: Date.now(),
    }], Date.now());

    const { get, submit } = visitor();
    const form = await get(await pathFor("correction", "demo/standard/r6"));
    expect(form.html).toContain("Emails to grace.r6@gmial.com bounced.");
    expect(form.html).toContain("gift recipient’s address");
    expect(form.html).not.toContain("ada.r6");
    const saved = await submit(form, { email: "grace.r6@gmail.com" });
    expect(saved.html).toContain("Address corrected");
    await passTo(hours(0.5));
    expect(await mailsTo("grace.r6@gmail.com", "shipment_shipped", 1)).toHaveLength(1);
    await settled("r6");

    await sendEvent("shipment.delivered", hours(0.6), { order_id: "r6", shipment: { id: "p1" } });
    await passTo(hours(0.7));
    expect(await mailsTo("grace.r6@gmail.com", "shipment_delivered", 1)).toHaveLength(1);
    await settled("r6");
    expect(await mailsTo("ada.r6@lovelace.example", "order_confirmation", 1)).toHaveLength(1);
    expect((await ledgerOf("r6")).filter(({ kind }) => kind === "shipment_shipped")).toMatchObject([
      { about: "p1", state: "bounced" },
      { about: expect.stringMatching(/^p1~2026-11-22T12:0/), state: "sent" },
    ]);
  });

  test("can be corrected through no other link, and by no other form than its own", async () => {
    const subject = await bounced("r3", "ada.r3@gmial.com");
    const { get, post } = visitor();
    const order_token = (await pathFor("order", subject)).slice("/o/".length);
    expect((await get(`/a/${order_token}`)).status).toBe(404);
    const path = await pathFor("correction", subject);
    expect((await get(path.replace("/a/", "/o/"))).status).toBe(404);
    expect((await post(path, { email: "eve@example.com" })).status).toBe(400);
    const from_elsewhere = { "Sec-Fetch-Site": "cross-site" };
    expect((await post(path, { email: "eve@example.com" }, from_elsewhere)).status).toBe(404);
    expect(await correctionsOf(subject)).toEqual([]);
  });

  test("has a page in the shop's language, with nothing to correct while mail arrives", async () => {
    await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id: "r4", number: "#r4" } });
    const page = await visitor().get(await pathFor("correction", "demo/standard/r4"), {
      "Accept-Language": "de",
    });
    expect(page.html).toContain('<html lang="en"');
    expect(page.html).toContain("nothing to correct");
  });
});
