import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { deliverMessage } from "../../../src/flow/deliver/deliver_message.ts";
import type { DeliverPorts } from "../../../src/flow/ports.ts";
import { eraseCustomer } from "../../../src/flow/privacy/erase_customer.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import { keyText, type MessageKey, type OrderKind } from "../../../src/messages/message.ts";
import { readKey, withoutAddresses } from "../../../src/messages/outcome.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import { claimMessage, saveOutcome } from "../../../src/sql/messages.ts";
import { countSoftBounceIfChanged, upsertSuppression } from "../../../src/sql/suppressions.ts";
import { ADAS_ORDER, hours, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording, rows, SENT } from "../../support/house.ts";

beforeAll(openHouse);
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

const ports: DeliverPorts = {
  ...recording,
  archive: env.MAIL,
  find_shop: () => Promise.resolve(DEMO),
  sealing_keys: [],
  link_keys: [{ id: 1, bytes: new Uint8Array(32).fill(7) }],
  public_url: "https://waybill.test",
  ways: { bucket: env.MAIL, development: true, fetch, clock: () => NOW_MS },
};

let counter = 0;

/** An order of its own customer. */
async function place(): Promise<{ readonly subject: string; readonly id: string; readonly email: string }> {
  counter += 1;
  const id = `order-${counter}`;
  const email = `ada-${counter}@lovelace.example`;
  await record(id, "placed", placed({ ...ADAS_ORDER, id, number: `#${counter}`, customer: { email } }));
  return { subject: `demo/standard/${id}`, id, email };
}

function record(order: string, webhook_id: string, event: OrderEvent, now_ms = NOW_MS) {
  return recordEvent(recording, DEMO, {
    source: "standard",
    webhook_id,
    order,
    events: [event],
    received_at_ms: now_ms,
  }, now_ms);
}

function confirmation(subject: string, about = ""): MessageKey {
  return { subject, kind: "order_confirmation", about };
}

async function stateOf({ subject, kind, about }: MessageKey) {
  return await env.DB.prepare(
    "select state, reason from messages where subject = ? and kind = ? and about = ?",
  )
    .bind(subject, kind, about).first();
}

async function day(kind: OrderKind) {
  return (await rows("daily_stats")).find((row) => row["kind"] === kind) ?? {};
}

describe("a provider event", () => {
  test("delivered is written once, however often it is sent", async () => {
    const { subject, email } = await place();
    const key = confirmation(subject);
    await deliverMessage(ports, key, NOW_MS);
    const before = Number((await day("order_confirmation"))["delivered"] ?? 0);
    const outcome = { key, type: "delivered", recipient: email, at_ms: NOW_MS } as const;
    await recordOutcomes(recording, DEMO, [outcome, outcome], NOW_MS);
    await recordOutcomes(recording, DEMO, [outcome], NOW_MS);
    expect(await stateOf(key)).toEqual({ state: "delivered", reason: null });
    expect((await day("order_confirmation"))["delivered"]).toBe(before + 1);
  });

  test("about another shop's mail changes nothing", async () => {
    const { subject, email } = await place();
    const key = confirmation(subject);
    await deliverMessage(ports, key, NOW_MS);
    await recordOutcomes(recording, { ...DEMO, id: "other" }, [
      { key, type: "bounced", bounce: "hard", recipient: email, at_ms: NOW_MS },
    ], NOW_MS);
    expect(await stateOf(key)).toMatchObject({ state: "sent" });
  });

  test("a delivered event that comes after the bounce does not undo it", async () => {
    const { subject, email } = await place();
    const key = confirmation(subject);
    await deliverMessage(ports, key, NOW_MS);
    const common = { key, recipient: email, at_ms: NOW_MS } as const;
    await recordOutcomes(recording, DEMO, [{ ...common, type: "bounced", bounce: "soft" }], NOW_MS);
    await recordOutcomes(recording, DEMO, [{ ...common, type: "delivered" }], NOW_MS);
    expect(await stateOf(key)).toMatchObject({ state: "bounced" });
  });
});

describe("a report about a customer who was erased since", () => {
  const REASON = "550 5.1.1 mailbox of ada is gone";
  async function erased(): Promise<
    { readonly key: MessageKey; readonly id: string; readonly email: string }
  > {
    const { subject, id, email } = await place();
    const key = confirmation(subject);
    await deliverMessage(ports, key, NOW_MS);
    const customer = await recording.name_customer("demo", email);
    await eraseCustomer(recording, DEMO, customer, { email, notifies_customer: false }, NOW_MS + 1_000);
    return { key, id, email };
  }
  const written = async (email: string) => {
    const found = [];
    for (const table of ["messages", "events", "orders", "cases", "case_entries", "suppressions"]) {
      const text = JSON.stringify(await rows(table));
      if (text.includes(REASON) || text.includes(email)) found.push(table);
    }
    return found;
  };

  test.each(["hard", "soft"] as const)(
    "keeps none of its words and no address: %s bounce",
    async (bounce) => {
      const { key, email } = await erased();
      expect(await written(email)).toEqual([]);
      const outcome = { key, type: "bounced", bounce, reason: REASON, recipient: email } as const;
      await recordOutcomes(recording, DEMO, [{ ...outcome, at_ms: NOW_MS + 2_000 }], NOW_MS + 2_000);
      expect(await stateOf(key)).toEqual({ state: "bounced", reason: `${bounce}: no reason given` });
      expect(await written(email)).toEqual([]);
    },
  );

  test("keeps a complaint as the erasure keeps an objection: under the customer's hash", async () => {
    const { key, email } = await erased();
    const outcome = { key, type: "complained", recipient: email, at_ms: NOW_MS + 2_000 } as const;
    await recordOutcomes(recording, DEMO, [outcome], NOW_MS + 2_000);
    expect(await written(email)).toEqual([]);
    const name = await recording.name_customer("demo", email);
    expect((await rows("suppressions")).filter(({ address }) => address === name)).toHaveLength(1);
  });

  test("suppresses the address of one who has ordered again since", async () => {
    const { key, email } = await erased();
    const again = { ...ADAS_ORDER, id: `again-${email}`, number: "#again", customer: { email } };
    await record(
      again.id,
      "again",
      { ...placed({ ...again, placed_at: hours(1) }), at: hours(1) },
      NOW_MS + 3_600_000,
    );
    const outcome = { key, type: "bounced", bounce: "hard", reason: REASON, recipient: email } as const;
    await recordOutcomes(recording, DEMO, [{ ...outcome, at_ms: NOW_MS + 3_600_000 }], NOW_MS + 3_600_000);
    expect(await stateOf(key)).toEqual({ state: "bounced", reason: "hard: no reason given" });
    expect((await rows("suppressions")).some(({ address }) => address === email)).toBe(true);
  });
});

describe("a provider event that comes before our own mark", () => {
  test("has to be sent again while the mail is just being sent, and then counts", async () => {
    const { subject, email } = await place();
    const key = confirmation(subject);
    const bounce = { key, type: "bounced", bounce: "soft", recipient: email, at_ms: NOW_MS } as const;
    await claimMessage(env.DB, key, NOW_MS, NOW_MS + 60_000).run();
    await expect(recordOutcomes(recording, DEMO, [bounce], NOW_MS)).rejects.toThrow("just being sent");
    expect(await stateOf(key)).toMatchObject({ state: "sending" });
    await saveOutcome(env.DB, key, 1, SENT, NOW_MS).run();
    await recordOutcomes(recording, DEMO, [bounce], NOW_MS);
    expect(await stateOf(key)).toMatchObject({ state: "bounced" });
  });

  test("settles a mail whose sender died: it is not sent again", async () => {
    const { subject, email } = await place();
    const key = confirmation(subject);
    await claimMessage(env.DB, key, NOW_MS, NOW_MS + 60_000).run();
    const later_ms = NOW_MS + 60_000;
    await recordOutcomes(recording, DEMO, [
      { key, type: "delivered", recipient: email, at_ms: NOW_MS + 1_000 },
    ], later_ms);
    expect(await stateOf(key)).toMatchObject({ state: "delivered" });
    expect(await deliverMessage(ports, key, later_ms)).toBe("taken");
  });
});

describe("an answer to a customer that bounces for good", () => {
  test("is reported to the shop; the shop's own alerts are not", async () => {
    const bounce = { type: "bounced", bounce: "hard", reason: "5.1.1", at_ms: NOW_MS } as const;
    const alerts = async () =>
      (await rows("messages")).filter(({ kind, facts }) =>
        kind === "shop_alert" && String(facts).includes("support_reply")
      );
    const alert: MessageKey = { subject: "demo/~shop/", kind: "shop_alert", about: "x" };
    const reply: MessageKey = { subject: "demo/~conversation/1", kind: "support_reply", about: "1" };
    await recordOutcomes(
      recording,
      DEMO,
      [{ ...bounce, key: alert, recipient: "help@kontor.example" }],
      NOW_MS,
    );
    expect(await alerts()).toEqual([]);
    await recordOutcomes(recording, DEMO, [{ ...bounce, key: reply, recipient: "a@b.example" }], NOW_MS);
    expect(await alerts()).toHaveLength(1);
    await env.DB.prepare("delete from messages where subject = 'demo/~shop/'").run();
    await env.DB.prepare("delete from suppressions").run();
  });
});

describe("a hard bounce", () => {
  const shipped: OrderEvent = {
    type: "shipment.shipped",
    at: hours(1),
    shipment: { id: "p1", lines: [], tracking: [{ number: "JD0146", url: "https://dhl.example/JD0146" }] },
  };

  async function bounced() {
    const order = await place();
    const key = confirmation(order.subject);
    await deliverMessage(ports, key, NOW_MS);
    await recordOutcomes(recording, DEMO, [
      {
        key,
        type: "bounced",
        bounce: "hard",
        recipient: order.email,
        reason: "5.1.1",
        at_ms: NOW_MS + 1_000,
      },
    ], NOW_MS + 1_000);
    return { ...order, key };
  }

  test("suppresses every further mail, and alerts the shop with a link to correct the address", async () => {
    const { subject, id, key, email } = await bounced();
    expect(await stateOf(key)).toEqual({ state: "bounced", reason: "hard: 5.1.1" });
    await record(id, "shipped", shipped, Date.parse(hours(1)));
    expect(await stateOf({ subject, kind: "shipment_shipped", about: "p1" })).toEqual({
      state: "suppressed",
      reason: "bounced",
    });
    const alerts = (await rows("messages")).filter(({ kind, about }) =>
      kind === "shop_alert" && String(about).includes(id)
    );
    expect(alerts).toHaveLength(1);
    expect(JSON.parse(String(alerts[0]!["facts"]))).toMatchObject({
      facts: { topic: "mail_bounced", order_number: `#${counter}` },
      link: { purpose: "correction", subject },
    });
    expect(JSON.stringify(alerts)).not.toContain(email);
  });

  test("a second one of the same address alerts the shop no more", async () => {
    const { key, id, email } = await bounced();
    await recordOutcomes(recording, DEMO, [
      { key, type: "bounced", bounce: "hard", recipient: email, at_ms: NOW_MS + 2_000 },
    ], NOW_MS + 2_000);
    expect((await rows("messages")).filter(({ about }) => String(about).includes(id))).toHaveLength(1);
  });

  test("once the address is corrected, one mail shows the present state, and none what came before", async () => {
    const { subject, id, email } = await bounced();
    const at = Date.parse(hours(2));
    await record(id, "shipped", shipped, Date.parse(hours(1)));
    const corrected: OrderEvent = {
      type: "customer.address_corrected",
      at: hours(2),
      from: email,
      email: `right-${counter}@lovelace.example`,
    };
    const recorded = await record(id, "corrected", corrected, at);
    if (!recorded.ok) throw new Error(recorded.message);
    expect(recorded.value.due_keys).toEqual([confirmation(subject, hours(2))]);
    expect(await deliverMessage(ports, confirmation(subject, hours(2)), at)).toBe("sent");
    expect(await stateOf({ subject, kind: "shipment_shipped", about: "p1" })).toMatchObject({
      state: "suppressed",
      reason: "overtaken",
    });
  });
});

describe("soft bounces", () => {
  test("five in a row suppress the address for a time; each mail counts once; a delivered mail ends the row", async () => {
    const email = "full@mailbox.example";
    const line = () =>
      env.DB.prepare("select soft_bounces, until from suppressions where address = ?").bind(email).first();
    const orders = [];
    for (let at = 0; at < 6; at++) orders.push(await place());
    const soft = orders.map(({ subject }) => ({
      key: confirmation(subject),
      type: "bounced",
      bounce: "soft",
      recipient: email,
      at_ms: NOW_MS,
    } as const));
    for (const { key } of soft) await deliverMessage(ports, key, NOW_MS);
    for (const outcome of soft.slice(0, 4)) {
      await recordOutcomes(recording, DEMO, [outcome, outcome], NOW_MS);
    }
    expect(await line()).toEqual({ soft_bounces: 4, until: NOW_MS });
    await recordOutcomes(recording, DEMO, [soft[4]!], NOW_MS);
    expect(Number((await line())!["until"])).toBeGreaterThan(NOW_MS);
    const delivered = { key: soft[5]!.key, type: "delivered", recipient: email, at_ms: NOW_MS } as const;
    await recordOutcomes(recording, DEMO, [delivered], NOW_MS);
    expect(await line()).toBeNull();
  });
});

describe("the suppression list", () => {
  test.each(
    [
      ["care", "unsubscribed", "sent"],
      ["progress", "complained", "sent"],
      ["all", "bounced", "suppressed"],
    ] as const,
  )("a line about %s mails (%s): a confirmation is %s", async (refused, reason, state) => {
    const { subject, email } = await place();
    await upsertSuppression(env.DB, "demo", { email, class: refused, reason, until: null }, NOW_MS).run();
    const key = confirmation(subject);
    expect(await deliverMessage(ports, key, NOW_MS)).toBe(state);
    expect((await stateOf(key))!["reason"]).toBe(state === "sent" ? null : reason);
  });

  test("a line whose time is over suppresses nothing; neither does a line of another shop", async () => {
    const { subject, email } = await place();
    const line = { email, class: "all", reason: "bounced" } as const;
    await upsertSuppression(env.DB, "demo", { ...line, until: NOW_MS }, NOW_MS - 1).run();
    await upsertSuppression(env.DB, "other", { ...line, until: null }, NOW_MS).run();
    expect(await deliverMessage(ports, confirmation(subject), NOW_MS)).toBe("sent");
  });

  test("keeps the longer time, whatever is said of a line that stands", async () => {
    const until = async () =>
      await env.DB.prepare("select until from suppressions where address = 'long@b.example'").first("until");
    const line = (time: number | null, reason: "bounced" | "blocked") =>
      upsertSuppression(
        env.DB,
        "demo",
        { email: "long@b.example", class: "all", reason, until: time },
        NOW_MS,
      ).run();
    await line(NOW_MS + 9 * 86_400_000, "blocked");
    for (let at = 0; at < 6; at++) {
      await env.DB.batch([
        env.DB.prepare("update shops set settings = settings where id = 'demo'"),
        countSoftBounceIfChanged(env.DB, "demo", "long@b.example", 5, NOW_MS + 1, NOW_MS),
      ]);
    }
    expect(await until()).toBe(NOW_MS + 9 * 86_400_000);
    await line(null, "bounced");
    await line(NOW_MS + 1, "bounced");
    expect(await until()).toBeNull();
  });

  test("a complaint in a provider event is on it", async () => {
    const { subject, email } = await place();
    const key = confirmation(subject);
    await deliverMessage(ports, key, NOW_MS);
    await recordOutcomes(
      recording,
      DEMO,
      [{ key, type: "complained", recipient: email, at_ms: NOW_MS }],
      NOW_MS,
    );
    expect(await stateOf(key)).toMatchObject({ state: "complained" });
    expect(
      await env.DB.prepare("select class, reason from suppressions where address = ?").bind(email).first(),
    ).toEqual({ class: "progress", reason: "complained" });
  });
});

describe("keys and reasons", () => {
  test("a key is read back from its text", () => {
    const key = { subject: "demo/shopify/1001", kind: "shipment_attempted", about: "p1:2" } as const;
    expect(readKey(keyText(key))).toEqual(key);
    expect(readKey("demo/shopify/1001/nonsense/")).toBeNull();
    expect(readKey("")).toBeNull();
  });
  test("a diagnostic loses the addresses in it", () => {
    expect(withoutAddresses("550 5.1.1 <ada@lovelace.example>: no such user")).toBe(
      "550 5.1.1 <…>: no such user",
    );
  });
});
