import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { deliverMessage } from "../../../src/flow/deliver/deliver_message.ts";
import type { DeliverPorts } from "../../../src/flow/ports.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { MessageKey } from "../../../src/messages/message.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, placed } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";

const SHOP = { ...DEMO, settings: { ...DEMO.settings, shipment_sms: true } };
const TWILIO = { account_sid: "AC1", auth_token: "t", from: "+4915000000000" };
const HOUR_MS = 3_600_000;

beforeAll(openHouse);
beforeEach(async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await env.DB.prepare("delete from suppressions").run();
});

/** An order whose parcel was delivered to a customer who chose texts; the key of the text. */
async function owe(id: string, alone = true): Promise<MessageKey> {
  const events = [
    placed({ ...ADAS_ORDER, id, number: `#${id}` }),
    {
      type: "customer.ways_chosen" as const,
      at: NOW,
      ways: [{ by: "sms" as const, to: "+4915112345678", alone }],
    },
    {
      type: "shipment.delivered" as const,
      at: hours(1),
      shipment: { id: "p1", lines: [], tracking: [] },
    },
  ];
  const now_ms = NOW_MS + HOUR_MS;
  const report = { source: "standard", webhook_id: "a", order: id, events, received_at_ms: now_ms };
  await recordEvent(recording, SHOP, report, now_ms);
  return { subject: `demo/standard/${id}`, kind: "shipment_sms", about: "delivered:p1" };
}

function ports(ways: Partial<DeliverPorts["ways"]>, db: D1Database = env.DB): DeliverPorts {
  return {
    ...recording,
    db,
    archive: env.MAIL,
    find_shop: () => Promise.resolve(SHOP),
    sealing_keys: [],
    link_keys: [{ id: 1, bytes: new Uint8Array(32).fill(7) }],
    public_url: "https://waybill.test",
    ways: { development: false, fetch, clock: () => NOW_MS + HOUR_MS, ...ways },
  };
}

/** Twilio, as it refuses everything about the moment or the account. */
function refusing(code: number, db?: D1Database): DeliverPorts {
  const answer = () => Promise.resolve(Response.json({ code, message: "no" }, { status: 401 }));
  return ports({ twilio: TWILIO, fetch: answer as typeof fetch }, db);
}

/** Dies after so many commits. */
function dying(batches: number): D1Database {
  let count = 0;
  return {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: (statements: D1PreparedStatement[]) =>
      ++count > batches ? Promise.reject(new Error("gone")) : env.DB.batch(statements),
  } as unknown as D1Database;
}

async function stateOf({ subject }: MessageKey, kind: string) {
  return await env.DB.prepare(
    "select state, reason, attempts, channel, due_at from messages where subject = ?1 and kind = ?2",
  ).bind(subject, kind).first();
}

describe("an SMS that replaces a mail", () => {
  test("fails at once where its channel is closed, the shop gets an alert, and the mail is owed", async () => {
    const key = await owe("x1");
    expect(await stateOf(key, "shipment_delivered")).toMatchObject({ state: "suppressed" });
    expect(await deliverMessage(ports({}), key, NOW_MS + HOUR_MS)).toBe("failed");
    expect(await stateOf(key, "shipment_sms")).toMatchObject({
      attempts: 1,
      channel: "twilio_sms",
      reason: expect.stringContaining("must connect an account"),
    });
    expect(await stateOf(key, "shipment_delivered")).toMatchObject({ state: "owed", reason: null });
    const alerts = await env.DB.prepare(
      "select count(*) as count from messages where kind = 'shop_alert' and about like 'mail_failed:%'",
    ).first("count");
    expect(alerts).toBe(1);
  });

  test("is tried again within minutes, and then leaves the message to the mail", async () => {
    const key = await owe("x2");
    let now_ms = NOW_MS + HOUR_MS;
    expect(await deliverMessage(refusing(20003), key, now_ms)).toBe("owed");
    expect(await stateOf(key, "shipment_delivered")).toMatchObject({ state: "suppressed" });
    for (let state = "owed"; state === "owed";) {
      now_ms = (await stateOf(key, "shipment_sms"))!["due_at"] as number;
      state = await deliverMessage(refusing(20003), key, now_ms);
    }
    expect(now_ms - NOW_MS - HOUR_MS).toBeLessThan(5 * 60_000);
    expect(await stateOf(key, "shipment_sms")).toMatchObject({ state: "failed" });
    expect(await stateOf(key, "shipment_delivered")).toMatchObject({ state: "owed", reason: null });
  });

  test.each([["x3", 21211, "failed"], ["x4", 21610, "suppressed"]] as const)(
    "owes the mail in the commit in which it ends, whoever dies then (%s: %i)",
    async (id, code, state) => {
      const key = await owe(id);
      const delivered = deliverMessage(refusing(code, dying(2)), key, NOW_MS + HOUR_MS);
      expect((await Promise.allSettled([delivered]))[0]!.status).toBe("fulfilled");
      expect(await stateOf(key, "shipment_sms")).toMatchObject({ state });
      expect(await stateOf(key, "shipment_delivered")).toMatchObject({ state: "owed", reason: null });
    },
  );

  test("stays unknown where an earlier attempt may have arrived: nothing is sent twice", async () => {
    const key = await owe("x5");
    await env.DB.prepare("update messages set unknown_at = 1 where subject = ?1 and kind = 'shipment_sms'")
      .bind(key.subject).run();
    expect(await deliverMessage(ports({}), key, NOW_MS + HOUR_MS)).toBe("unknown");
    expect(await stateOf(key, "shipment_delivered")).toMatchObject({ state: "suppressed" });
  });
});

test("an SMS beside a mail counts its attempts while its channel is closed, and ends with an alert", async () => {
  const key = await owe("y1", false);
  await env.DB.prepare("delete from messages where kind = 'shop_alert'").run();
  for (let now_ms = NOW_MS + HOUR_MS, tries = 0, state = "owed"; state === "owed"; tries++) {
    expect(tries).toBeLessThan(40);
    state = await deliverMessage(ports({}), key, now_ms);
    now_ms = (await stateOf(key, "shipment_sms"))!["due_at"] as number;
  }
  expect(await stateOf(key, "shipment_sms")).toMatchObject({ state: "failed", channel: "twilio_sms" });
  const alerts = await env.DB.prepare("select count(*) as count from messages where kind = 'shop_alert'")
    .first("count");
  expect(alerts).toBe(1);
});
