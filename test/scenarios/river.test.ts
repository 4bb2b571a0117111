import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { parseMail } from "../../src/mail/mime/parse.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS } from "../support/cast.ts";
import { lintBytes } from "../support/byte_lint.ts";
import { eventually } from "../support/eventually.ts";
import { openHouse } from "../support/house.ts";
import { ledgerOf, mailsOf, sendEvent } from "../support/river.ts";

beforeAll(openHouse);
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
});

function get(path: string): Promise<Response> {
  return exports.default.fetch(new URL(path, "https://waybill.test"));
}

describe("the whole way of an order", () => {
  test("from a signed webhook through the queue to a confirmation whose link opens the order", async () => {
    const order = { ...ADAS_ORDER, id: "river", number: "#river" };
    expect((await sendEvent("order.placed", NOW, { order })).status).toBe(202);
    const [mail] = await mailsOf("#river", 1);
    expect(lintBytes(mail!.raw)).toEqual([]);
    const { subject, text, html } = await parseMail(mail!.raw);
    expect(subject).toContain("#river");
    for (const body of [text, html]) {
      expect(body).toContain("Ada");
      expect(body).toContain("128,90");
      expect(body).toContain(ADAS_ORDER.lines[0]!.title);
    }
    await eventually(async () => {
      expect(await ledgerOf("river")).toEqual([{
        kind: "order_confirmation",
        about: "",
        state: "sent",
        reason: null,
        attempts: 1,
      }]);
    });
    expect(await env.MAIL.head("sent/demo/standard/river/order_confirmation/")).not.toBeNull();

    const page = await get(text.match(/https:\/\/waybill\.test(\/o\/\S+)/)![1]!);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain("#river");
    expect(page.headers.get("Cache-Control")).toBe("no-store");
    expect(page.headers.get("X-Robots-Tag")).toContain("noindex");
    expect(page.headers.get("Referrer-Policy")).toBe("no-referrer");
    expect(page.headers.get("Content-Security-Policy")).toContain("default-src 'none'");
  });

  test("all steps of an order are shown on the page, and each sends its one mail", async () => {
    const order = { ...ADAS_ORDER, id: "life", number: "#life", locale: "en-GB" };
    const shipment = {
      id: "p1",
      tracking: [{ number: "JD0146", carrier: "DHL", url: "https://dhl.example/JD0146" }],
    };
    await sendEvent("order.placed", NOW, { order });
    const [mail] = await mailsOf("#life", 1);
    await sendEvent("payment.succeeded", hours(0.05), {
      order_id: "life",
      payment: { id: "pay_1", amount_minor: 12_890 },
    });
    await mailsOf("#life", 2);
    await sendEvent("shipment.shipped", NOW, { order_id: "life", shipment });
    await mailsOf("#life", 3);
    await sendEvent("shipment.out_for_delivery", hours(0.1), { order_id: "life", shipment: { id: "p1" } });
    await mailsOf("#life", 4);
    await sendEvent("shipment.delivered", hours(0.2), { order_id: "life", shipment: { id: "p1" } });
    const path = (await parseMail(mail!.raw)).text.match(/https:\/\/waybill\.test(\/o\/\S+)/)![1]!;
    const shown = await (await get(path)).text();
    expect(shown).toContain("https://dhl.example/JD0146");
    expect(shown).toMatch(/Delivered/);
    const mails = await mailsOf("#life", 5);
    expect(mails.map(({ captured }) => captured.kind).sort()).toEqual([
      "order_confirmation",
      "payment_receipt",
      "shipment_delivered",
      "shipment_out_for_delivery",
      "shipment_shipped",
    ]);
    for (const { raw } of mails) expect(lintBytes(raw)).toEqual([]);
  });

  test("a wake-up that is lost is found by the sweep", async () => {
    await env.DB.prepare(
      `insert into messages (subject, kind, about, state, dated_at, due_at)
       select id, 'order_link', '2026-11-22T12', 'owed', ?1, ?1 from orders where id = 'demo/standard/river'`,
    ).bind(NOW_MS).run();
    await env.DB.prepare(
      "update orders set state = json_set(state, '$.links_requested_at[0]', ?1) where id = 'demo/standard/river'",
    )
      .bind(NOW).run();
    const { default: worker } = await import("../../src/index.ts");
    await worker.scheduled({ cron: "* * * * *", scheduledTime: NOW_MS, noRetry: () => undefined }, env);
    const mails = await mailsOf("#river", 2);
    expect(mails.map(({ captured }) => captured.kind)).toContain("order_link");
  });

  test("a mail that was being sent when its worker died is sent after the lease, with the same Message-ID", async () => {
    const order = { ...ADAS_ORDER, id: "crash", number: "#crash" };
    await sendEvent("order.placed", NOW, { order });
    await mailsOf("#crash", 1);
    await eventually(async () => expect(await ledgerOf("crash")).toMatchObject([{ state: "sent" }]));
    // The channel has the mail; the worker died before its mark: what D1 holds is the claim.
    await env.DB.prepare(
      `update messages set state = 'sending', due_at = ?1, lease_until = ?1 - 1, closed_at = null
       where subject = 'demo/standard/crash'`,
    ).bind(NOW_MS).run();
    const { default: worker } = await import("../../src/index.ts");
    await worker.scheduled({ cron: "* * * * *", scheduledTime: NOW_MS, noRetry: () => undefined }, env);
    const [again, before] = await mailsOf("#crash", 2);
    expect(again!.raw).toBe(before!.raw);
    expect(again!.raw).toMatch(/^Message-ID: <[^>]+>\r$/m);
    await eventually(async () =>
      expect(await ledgerOf("crash")).toMatchObject([{ state: "sent", attempts: 2 }])
    );
  });
});

describe("a link that does not open", () => {
  test("shows the same page whatever the reason is, and its button sends a new link only to the order's address", async () => {
    const order = { ...ADAS_ORDER, id: "link", number: "#link", locale: "en-GB" };
    await sendEvent("order.placed", NOW, { order });
    const [mail] = await mailsOf("#link", 1);
    const path = (await parseMail(mail!.raw)).text.match(/https:\/\/waybill\.test(\/o\/\S+)/)![1]!;

    const later_ms = NOW_MS + 400 * 86_400_000;
    vi.setSystemTime(later_ms);
    const expired = await get(path);
    const wrong = await get(`${path.slice(0, -1)}${path.endsWith("A") ? "B" : "A"}`);
    expect(expired.status).toBe(404);
    expect(wrong.status).toBe(404);
    const withoutToken = (text: string) => text.replace(/\/o\/[^/"]+\/fresh/, "");
    expect(withoutToken(await expired.text())).toBe(withoutToken(await wrong.text()));
    await mailsOf("#link", 1); // opening it changed nothing

    for (const token of [path, "/o/AQEBAAAAAAAA", path]) {
      const url = new URL(`${token}/fresh`, "https://waybill.test");
      const answer = await exports.default.fetch(url, { method: "POST" });
      expect(answer.status).toBe(202);
    }
    const mails = await mailsOf("#link", 2);
    const fresh = mails.find(({ captured }) => captured.kind === "order_link")!;
    expect(fresh.captured.to).toBe("ada@lovelace.example");
    expect(lintBytes(fresh.raw)).toEqual([]);
    const fresh_path = (await parseMail(fresh.raw)).text.match(/https:\/\/waybill\.test(\/o\/\S+)/)![1]!;
    expect((await get(fresh_path)).status).toBe(200);
  });
});
