import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { listCaptured } from "../../../src/channels/capture.ts";
import { deliverMessage } from "../../../src/flow/deliver/deliver_message.ts";
import type { DeliverPorts, Shop } from "../../../src/flow/ports.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import { LEASE_S, UNKNOWN_WAIT_S } from "../../../src/messages/attempt.ts";
import { keyText, type MessageKey } from "../../../src/messages/message.ts";
import type { OrderDetails } from "../../../src/orders/event.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { lintBytes } from "../../support/byte_lint.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { readBack } from "../../support/read_back.ts";

beforeAll(openHouse);
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

let counter = 0;

/** An order of its own whose confirmation is owed; the key of that mail. */
async function owe(changes: Partial<OrderDetails> = {}): Promise<MessageKey> {
  counter += 1;
  const order = { ...ADAS_ORDER, id: `order-${counter}`, number: `#${counter}`, ...changes };
  const report = {
    source: "standard",
    webhook_id: "a",
    order: order.id,
    events: [placed(order)],
    received_at_ms: NOW_MS,
  };
  await recordEvent(recording, DEMO, report, NOW_MS);
  return { subject: `demo/standard/${order.id}`, kind: "order_confirmation", about: "" };
}

function ports(shop: Shop = DEMO, changes: Partial<DeliverPorts["ways"]> = {}): DeliverPorts {
  return {
    ...recording,
    archive: env.MAIL,
    find_shop: () => Promise.resolve(shop),
    sealing_keys: [],
    link_keys: [{ id: 1, bytes: new Uint8Array(32).fill(7) }],
    public_url: "https://waybill.test",
    ways: { bucket: env.MAIL, development: true, fetch, clock: () => NOW_MS, ...changes },
  };
}

function ledger({ subject }: MessageKey) {
  return env.DB.prepare(
    "select state, reason, attempts, due_at, lease_until, channel from messages where subject = ?",
  )
    .bind(subject).first();
}

async function captured(): Promise<readonly string[]> {
  return (await listCaptured(env.MAIL, 100)).map(({ order }) => order);
}

describe("deliverMessage", () => {
  test("sends an owed mail once, however often it is woken", async () => {
    const key = await owe();
    expect(await deliverMessage(ports(), key, NOW_MS)).toBe("sent");
    expect(await deliverMessage(ports(), key, NOW_MS)).toBe("taken");
    expect((await captured()).filter((order) => order === `#${counter}`)).toHaveLength(1);
    expect(await ledger(key)).toEqual({
      state: "sent",
      reason: null,
      attempts: 1,
      due_at: null,
      lease_until: null,
      channel: "capture",
    });
  });

  test.each([
    ["whose name fits into Postmark's metadata is found by it alone", "short", 0],
    ["whose name is too long for it is found by Postmark's own id", "long".repeat(20), 1],
  ])("a mail %s", async (_, id, refs) => {
    const key = await owe({ id });
    const settings = { ...DEMO.settings, channels: ["postmark" as const], provider_reports: true };
    const answer = () =>
      Promise.resolve(Response.json({ ErrorCode: 0, Message: "OK", MessageID: `pm-${id}` }));
    const house = ports({ ...DEMO, settings }, { postmark_server_token: "t", fetch: answer as typeof fetch });
    expect(await deliverMessage(house, key, NOW_MS)).toBe("sent");
    const { results } = await env.DB.prepare(
      "select message_key from provider_refs where provider = 'postmark' and provider_id = ?1",
    ).bind(`pm-${id}`).all();
    expect(results).toEqual(Array.from({ length: refs }, () => ({ message_key: keyText(key) })));
  });

  test("a provider that knows that the address does not work makes the order and the shop know it", async () => {
    const key = await owe({ customer: { email: "dead@lovelace.example" } });
    const shop = { ...DEMO, settings: { ...DEMO.settings, channels: ["postmark" as const] } };
    const answer = () =>
      Promise.resolve(Response.json({ ErrorCode: 406, Message: "inactive" }, { status: 422 }));
    const house = ports(shop, { postmark_server_token: "t", fetch: answer as typeof fetch });
    expect(await deliverMessage(house, key, NOW_MS)).toBe("failed");
    const failed = await env.DB.prepare(
      "select json_extract(state, '$.failed_addresses') as failed from orders where id = ?",
    ).bind(key.subject).first("failed");
    expect(failed).toBe('["dead@lovelace.example"]');
    const { results: alerts } = await env.DB.prepare(
      "select facts from messages where kind = 'shop_alert' and about like ?",
    ).bind(`mail_bounced:${key.subject.replaceAll("/", ":")}:%`).all<{ facts: string }>();
    expect(alerts.map(({ facts }) => JSON.parse(facts))).toMatchObject([
      { link: { purpose: "correction", subject: key.subject } },
    ]);
  });

  test("ten workers that wake at once send one mail", async () => {
    const key = await owe();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => deliverMessage(ports(), key, NOW_MS)),
    );
    expect(outcomes.filter((outcome) => outcome === "sent")).toHaveLength(1);
    expect((await captured()).filter((order) => order === `#${counter}`)).toHaveLength(1);
  });

  test("a mail that is no longer true is suppressed with its reason", async () => {
    const key = await owe();
    // The verdict in the ledger is older than the order: the order alone says so.
    await env.DB.prepare("update orders set state = json_set(state, '$.cancelled', json(?2)) where id = ?1")
      .bind(key.subject, JSON.stringify({ at: hours(0) })).run();
    expect(await deliverMessage(ports(), key, NOW_MS)).toBe("suppressed");
    expect(await ledger(key)).toMatchObject({ state: "suppressed", reason: "order_cancelled", due_at: null });
    expect(await captured()).not.toContain(`#${counter}`);
  });

  test("a mail that is not due is left alone", async () => {
    const key = await owe();
    expect(await deliverMessage(ports(), key, NOW_MS - 1)).toBe("taken");
  });

  test("a claimed mail is nobody else's until the lease runs out", async () => {
    const key = await owe();
    await env.DB.prepare(
      "update messages set state = 'sending', attempts = 1, lease_until = ?2 where subject = ?1",
    )
      .bind(key.subject, NOW_MS + LEASE_S * 1_000).run();
    expect(await deliverMessage(ports(), key, NOW_MS)).toBe("taken");
    expect(await deliverMessage(ports(), key, NOW_MS + LEASE_S * 1_000)).toBe("sent");
    expect(await ledger(key)).toMatchObject({ attempts: 2 });
  });

  test("a channel that is not set up defers the mail: it is not lost", async () => {
    const key = await owe();
    const shop = { ...DEMO, settings: { ...DEMO.settings, channels: ["mailchannels" as const] } };
    expect(await deliverMessage(ports(shop), key, NOW_MS)).toBe("owed");
    expect(await ledger(key)).toMatchObject({
      state: "owed",
      lease_until: null,
      reason: expect.stringContaining("MAILCHANNELS_API_KEY"),
    });
    expect((await ledger(key))!["due_at"]).toBeGreaterThan(NOW_MS);
  });

  test("a provider that rejects the mail fails it with the provider's reason", async () => {
    const key = await owe();
    const shop = { ...DEMO, settings: { ...DEMO.settings, channels: ["mailchannels" as const] } };
    const answer = () =>
      Promise.resolve(new Response(JSON.stringify({ errors: ["bad recipient"] }), { status: 400 }));
    expect(
      await deliverMessage(
        ports(shop, { mailchannels_api_key: "k", fetch: answer as typeof fetch }),
        key,
        NOW_MS,
      ),
    ).toBe("failed");
    expect(await ledger(key)).toMatchObject({ state: "failed", due_at: null });
  });

  describe("an outcome that nobody knows", () => {
    beforeEach(() => env.DB.prepare("delete from circuits").run());

    const shop = { ...DEMO, settings: { ...DEMO.settings, channels: ["mailchannels" as const] } };
    const lost = ports(shop, {
      mailchannels_api_key: "k",
      fetch: (() => Promise.reject(new TypeError("connection lost"))) as typeof fetch,
    });
    const LATER = NOW_MS + UNKNOWN_WAIT_S * 1_000;

    test("waits for the provider event, then a confirmation is sent once more", async () => {
      const key = await owe();
      expect(await deliverMessage(lost, key, NOW_MS)).toBe("unknown");
      expect(await deliverMessage(ports(), key, LATER - 1)).toBe("taken");
      expect(await deliverMessage(ports(), key, LATER)).toBe("sent");
    });

    test("a second time is final, and the shop gets an alert", async () => {
      const key = await owe();
      await deliverMessage(lost, key, NOW_MS);
      expect(await deliverMessage(lost, key, LATER)).toBe("unknown");
      expect(await deliverMessage(ports(), key, LATER * 2)).toBe("taken");
    });

    test("is settled by the provider event: nothing is sent again", async () => {
      const key = await owe();
      await deliverMessage(lost, key, NOW_MS);
      const delivered = { key, type: "delivered", recipient: "ada@lovelace.example", at_ms: NOW_MS } as const;
      await recordOutcomes(recording, DEMO, [delivered], NOW_MS);
      expect(await deliverMessage(ports(), key, LATER)).toBe("taken");
      expect(await ledger(key)).toMatchObject({ state: "delivered", due_at: null });
    });

    test("a mail that is no longer true by then is not sent again, and is not reported as suppressed", async () => {
      const key = await owe();
      await deliverMessage(lost, key, NOW_MS);
      await env.DB.prepare("update orders set state = json_set(state, '$.cancelled', json(?2)) where id = ?1")
        .bind(key.subject, JSON.stringify({ at: hours(0) })).run();
      expect(await deliverMessage(ports(), key, LATER)).toBe("unknown");
    });
  });

  test("an address that no mail can carry fails the mail and names the rule, not the address", async () => {
    const key = await owe({ customer: { email: "=?utf-8?q?ada?=@lovelace.example" } });
    expect(await deliverMessage(ports(), key, NOW_MS)).toBe("failed");
    const { reason } = (await ledger(key))!;
    expect(reason).toMatch(/To/);
    expect(reason).not.toMatch(/lovelace/);
  });

  test("an invoice leaves with its file, which the archive keeps too", async () => {
    const invoice = { number: "RE 2026/0012", issued_on: "2026-11-22", due_on: "2026-12-06" };
    const { subject } = await owe({ payment: { status: "pending" }, invoice, locale: "en" });
    const key: MessageKey = { subject, kind: "invoice", about: "RE%202026%2F0012" };
    expect(await deliverMessage(ports(), key, NOW_MS)).toBe("sent");
    const raw = await (await env.MAIL.get(`sent/${keyText(key)}`))!.text();
    const { subject: said, attachments } = await readBack(raw);
    expect(said).toBe(`Invoice RE 2026/0012 for order #${counter}`);
    expect(attachments).toMatchObject([{
      filename: "Invoice RE 2026-0012.pdf",
      mimeType: "application/pdf",
    }]);
    const content = attachments[0]!.content as ArrayBuffer;
    expect(new TextDecoder("latin1").decode(content).slice(0, 7)).toBe("%PDF-1.");
    expect(lintBytes(raw)).toEqual([]);
  });

  test("the mail of an invoice whose number changed before it left is suppressed as overtaken", async () => {
    const invoice = { number: "1", issued_on: "2026-11-22" };
    const { subject } = await owe({ payment: { status: "pending" }, invoice });
    await env.DB.prepare(
      "update orders set state = json_set(state, '$.details.invoice.number', '2') where id = ?",
    )
      .bind(subject).run();
    const key: MessageKey = { subject, kind: "invoice", about: "1" };
    expect(await deliverMessage(ports(), key, NOW_MS)).toBe("suppressed");
  });

  test("a shop's own words that need what the mail does not have make it fail, and leave no gap", async () => {
    const key = await owe();
    const texts = { de: { order_confirmation: { subject: "Für {nobody}" } } };
    const brand = { ...DEMO.settings.brand, texts };
    const shop = { ...DEMO, settings: { ...DEMO.settings, brand } };
    expect(await deliverMessage(ports(shop), key, NOW_MS)).toBe("failed");
    expect(await ledger(key)).toMatchObject({ state: "failed", reason: "Cannot write the mail: Error" });
    expect(await captured()).not.toContain(`#${counter}`);
  });

  test("a mail whose copy cannot be archived is sent all the same", async () => {
    const key = await owe();
    const archive = { put: () => Promise.reject(new Error("R2 is down")) } as unknown as R2Bucket;
    expect(await deliverMessage({ ...ports(), archive }, key, NOW_MS)).toBe("sent");
    expect(await ledger(key)).toMatchObject({ state: "sent" });
  });
});
