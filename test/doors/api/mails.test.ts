import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { recordOutcomes } from "../../../src/flow/outcomes/record_outcomes.ts";
import { LEASE_S } from "../../../src/messages/attempt.ts";
import { readKey } from "../../../src/messages/outcome.ts";
import { seal, sealingRingIn } from "../../../src/sealed.ts";
import { replaceSecrets, updateSettings } from "../../../src/sql/shops.ts";
import { ADAS_ORDER, hours, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { mailsOf, passTo, sendEvent, settled } from "../../support/river.ts";

const TOKEN = "demo-".padEnd(40, "a");
const SETTINGS = { ...SHOP, figures: true };

beforeAll(async () => {
  await openHouse();
  const key = await sealingRingIn(env.SEALING_KEY);
  const secrets = JSON.stringify({ ...DEMO.secrets, api: [TOKEN] });
  const after = await seal(key, secrets, "demo", new Uint8Array(12).fill(3));
  const before = await env.DB.prepare("select secrets from shops where id = 'demo'").first<string>(
    "secrets",
  );
  await replaceSecrets(env.DB, "demo", { before: before!, after }).run();
  await updateSettings(env.DB, "demo", JSON.stringify(SETTINGS)).run();
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));

async function ask(path: string) {
  const response = await exports.default.fetch(`https://waybill.test/api/shops/demo/${path}`, {
    headers: { Authorization: `Bearer ${TOKEN}`, "CF-Connecting-IP": crypto.randomUUID() },
  });
  return { status: response.status, json: await response.json<Record<string, unknown>>() };
}

async function place(id: string): Promise<void> {
  const customer = { email: `${id}@lovelace.example` };
  await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id, number: `#${id}`, customer } });
  await mailsOf(`#${id}`, 1);
  await settled(id);
}

/** Waiting for the queue moves the clock a little. */
const AT_ONCE = /^2026-11-22T12:00:0[01]/;
const NOTHING = {
  reason: null,
  due_at: null,
  sending_at: null,
  sent_at: null,
  unknown_at: null,
  closed_at: null,
  delivered_at: null,
  bounced_at: null,
  complained_at: null,
  opened_at: null,
  clicked_at: null,
};

describe("the mails of one order", () => {
  test("are all listed with state, reason and times, by the order's number or key", async () => {
    await place("l1");
    const key = "demo/standard/l1/order_confirmation/";
    await recordOutcomes(recording, DEMO, [
      { key: readKey(key)!, type: "delivered", recipient: "l1@lovelace.example", at_ms: NOW_MS + 2_000 },
      { key: readKey(key)!, type: "opened", recipient: "l1@lovelace.example", at_ms: NOW_MS + 3_000 },
    ], NOW_MS + 4_000);
    await sendEvent("payment.succeeded", NOW, {
      order_id: "l1",
      payment: { id: "pay", amount_minor: 12_890 },
    });
    await sendEvent("order.cancelled", NOW, { order_id: "l1" });
    await settled("l1");
    const { status, json } = await ask("mails?order=%23l1");
    expect(status).toBe(200);
    expect(json).toMatchObject({ order: "demo/standard/l1", number: "#l1" });
    const mails = json["mails"] as { kind: string; state: string }[];
    expect(mails[0]).toEqual({
      ...NOTHING,
      key,
      kind: "order_confirmation",
      state: "delivered",
      attempts: 1,
      channel: "capture",
      owed_at: NOW,
      sent_at: expect.stringMatching(AT_ONCE),
      closed_at: expect.stringMatching(AT_ONCE),
      delivered_at: "2026-11-22T12:00:02.000Z",
      opened_at: "2026-11-22T12:00:03.000Z",
    });
    expect(mails.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(["payment_receipt", "order_cancelled"]),
    );
    expect((await ask("mails?order=demo%2Fstandard%2Fl1")).json).toEqual(json);
    expect((await ask(`mails?key=${encodeURIComponent(key)}`)).json).toEqual(mails[0]);
    expect(JSON.stringify(json)).not.toContain("@lovelace");
  });

  test.each([
    ["owed", "owed", { due_at: NOW_MS + 60_000 }, { due_at: "2026-11-22T12:01:00.000Z" }],
    ["queued", "owed", { due_at: NOW_MS }, { due_at: NOW }],
    ["sending", "sending", { due_at: NOW_MS, lease_until: NOW_MS + LEASE_S * 1_000 }, { sending_at: NOW }],
    ["suppressed", "suppressed", { reason: "overtaken", closed_at: NOW_MS }, {
      closed_at: NOW,
      reason: "overtaken",
    }],
    ["failed", "failed", { reason: "no", closed_at: NOW_MS }, { closed_at: NOW, reason: "no" }],
    ["unknown", "unknown", { unknown_at: NOW_MS, closed_at: NOW_MS }, { unknown_at: NOW, closed_at: NOW }],
    ["bounced", "bounced", { reason: "hard: 5.1.1", closed_at: NOW_MS, event_at: NOW_MS }, {
      sent_at: NOW,
      bounced_at: NOW,
    }],
    ["complained", "complained", { closed_at: NOW_MS, event_at: NOW_MS }, { complained_at: NOW }],
  ])("are told as %s with its time", async (told, state, columns, times) => {
    const subject = `demo/standard/s-${told}`;
    const all: Record<string, unknown> = {
      subject,
      kind: "order_link",
      about: "1",
      state,
      dated_at: NOW_MS,
      ...columns,
    };
    await env.DB.prepare(
      `insert into messages (${Object.keys(all).join(", ")}) values (${
        Object.keys(all).fill("?").join(", ")
      })`,
    ).bind(...Object.values(all)).run();
    const { json } = await ask(`mails?key=${encodeURIComponent(`${subject}/order_link/1`)}`);
    expect(json).toMatchObject({ state: told, owed_at: NOW, ...times });
    await env.DB.prepare("delete from messages where subject = ?").bind(subject).run();
  });

  test.each(["mails?order=%23nobody", "mails?order=other%2Fstandard%2Fl1", "mails?key=x", "mails?order="])(
    "are not told for %s",
    async (path) => {
      expect(await ask(path)).toMatchObject({ status: 404, json: { error: "invalid" } });
    },
  );
});

describe("the figures", () => {
  test("show for each kind how long it took from owed to accepted, and what is owed and has not left", async () => {
    await env.DB.batch(["messages", "daily_stats"].map((table) => env.DB.prepare(`delete from ${table}`)));
    await place("f1");
    // Owed now, and taken up by the sweep of ten minutes later.
    await env.DB.prepare(
      `insert into messages (subject, kind, about, state, dated_at, due_at)
       values ('demo/standard/f1', 'order_link', '2026-11-22T12', 'owed', ?1, ?1)`,
    ).bind(NOW_MS).run();
    await env.DB.prepare(
      "update orders set state = json_set(state, '$.links_requested_at[0]', ?1) where id = 'demo/standard/f1'",
    ).bind(NOW).run();
    vi.setSystemTime(hours(0.1));
    const waiting = await ask("figures?days=1");
    expect(waiting.json).toMatchObject({ from: "2026-11-22", counted: true });
    expect(waiting.json["kinds"]).toContainEqual(
      expect.objectContaining({ kind: "order_link", sent: 0, owed: 1, oldest_owed_s: 360, seconds: null }),
    );
    await passTo(hours(1 / 6));
    await mailsOf("#f1", 2);
    await settled("f1");
    const kinds = (await ask("figures")).json["kinds"] as Record<string, unknown>[];
    expect(kinds).toContainEqual({
      kind: "order_confirmation",
      sent: 1,
      delivered: 0,
      bounced: 0,
      complained: 0,
      failed: 0,
      unknown: 0,
      repeated: 0,
      seconds: { mails: 1, p50: 0.125, p95: 0.125 },
      owed: 0,
      oldest_owed_s: null,
    });
    const link = kinds.find(({ kind }) => kind === "order_link") as { seconds: { p95: number } };
    expect(link).toMatchObject({ sent: 1, owed: 0 });
    expect(link.seconds.p95).toBeGreaterThanOrEqual(600);
    expect(link.seconds.p95).toBeLessThan(600 * 1.2);
  });

  test("count a message that was taken over after its worker died as repeated", async () => {
    await place("f2");
    await env.DB.prepare(
      `update messages set state = 'sending', due_at = ?1, lease_until = ?1 - 1, closed_at = null
       where subject = 'demo/standard/f2'`,
    ).bind(NOW_MS).run();
    await passTo(NOW);
    await mailsOf("#f2", 2);
    await settled("f2");
    const kinds = (await ask("figures")).json["kinds"] as Record<string, unknown>[];
    expect(kinds.find(({ kind }) => kind === "order_confirmation")).toMatchObject({ repeated: 1 });
  });

  test.each(["0", "32", "1.5", "x"])("are of 1 to 31 days: not of %s", async (days) => {
    expect(await ask(`figures?days=${days}`)).toMatchObject({ status: 400, json: { field: "days" } });
  });
});
