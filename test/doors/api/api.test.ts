import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { seal, sealingRingIn } from "../../../src/sealed.ts";
import { upsertShop } from "../../../src/sql/shops.ts";
import { ADAS_ORDER, NOW, NOW_MS, SHOP } from "../../support/cast.ts";
import { eventually } from "../../support/eventually.ts";
import { DEMO, openHouse } from "../../support/house.ts";
import { ledgerOf, mailsOf, sendEvent, settled } from "../../support/river.ts";

const TOKENS = { demo: "demo-".padEnd(40, "a"), other: "other-".padEnd(40, "b") } as const;
const BEFORE = "demo-before-".padEnd(40, "c");

beforeAll(async () => {
  await openHouse();
  const key = await sealingRingIn(env.SEALING_KEY);
  for (const id of ["demo", "other", "silent"] as const) {
    const tokens = id === "silent"
      ? {}
      : { api: id === "demo" ? [TOKENS[id], BEFORE, "short"] : [TOKENS[id]] };
    const secrets = await seal(
      key,
      JSON.stringify({ ...DEMO.secrets, ...tokens }),
      id,
      new Uint8Array(12).fill(2),
    );
    await upsertShop(env.DB, { id, settings: JSON.stringify(SHOP), secrets }).run();
  }
});
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  for (const table of ["messages", "suppressions", "parked"]) {
    await env.DB.prepare(`delete from ${table}`).run();
  }
});

async function ask(
  path: string,
  init: RequestInit & { readonly token?: string } = {},
): Promise<{ readonly status: number; readonly json: Record<string, unknown>; readonly headers: Headers }> {
  const response = await exports.default.fetch(`https://waybill.test/api/shops/${path}`, {
    ...init,
    headers: {
      Authorization: `Bearer ${init.token ?? TOKENS.demo}`,
      "CF-Connecting-IP": crypto.randomUUID(),
    },
  });
  return { status: response.status, json: await response.json(), headers: response.headers };
}

const post = (path: string, body: unknown, token?: string) =>
  ask(path, {
    method: "POST",
    body: typeof body === "string" ? body : JSON.stringify(body),
    ...(token === undefined ? {} : { token }),
  });

async function owe(subject: string, state: string, about = "", kind = "order_confirmation", facts?: string) {
  await env.DB.prepare(
    `insert into messages (subject, kind, about, state, reason, dated_at, attempts, closed_at, facts)
     values (?, ?, ?, ?, 'because', 0, 3, ?, ?)`,
  ).bind(subject, kind, about, state, NOW_MS, facts ?? null).run();
}

describe("the caller of the API", () => {
  test.each([
    ["nobody", ""],
    ["another shop", TOKENS.other],
    ["somebody with a token that was never given", "x".repeat(40)],
    ["somebody with a token that is too short", "short"],
    ["somebody with the beginning of the token", TOKENS.demo.slice(0, 39)],
  ])("%s is refused at every path, by the same words", async (_, token) => {
    const paths = ["demo/mails?state=failed", "demo/suppressions", "demo/parked", "demo/nothing"];
    const answers = await Promise.all(
      [...paths, "nowhere/parked", "silent/parked"].map((path) => ask(path, { token })),
    );
    for (const { status, json, headers } of answers) {
      expect(status).toBe(401);
      expect(json).toEqual(answers[0]!.json);
      expect(headers.get("WWW-Authenticate")).toBe("Bearer");
    }
    expect((await post("demo/suppressions", {}, token)).status).toBe(401);
  });

  test("both tokens of a rotation are accepted; nothing is cached", async () => {
    for (const token of [TOKENS.demo, BEFORE]) {
      const { status, headers } = await ask("demo/parked", { token });
      expect(status).toBe(200);
      expect(headers.get("Cache-Control")).toBe("no-store");
    }
  });

  test("a caller who keeps guessing is slowed down", async () => {
    const guess = () =>
      exports.default.fetch("https://waybill.test/api/shops/demo/parked", {
        headers: { Authorization: `Bearer ${"g".repeat(40)}`, "CF-Connecting-IP": "203.0.113.9" },
      });
    const statuses = new Set<number>();
    for (let at = 0; at < 25; at++) statuses.add((await guess()).status);
    expect(statuses).toEqual(new Set([401, 429]));
  });
});

describe("mails that went wrong", () => {
  test("are listed by their state, page by page, and only this shop's", async () => {
    for (let at = 100; at < 205; at++) await owe(`demo/standard/${at}`, "failed");
    await owe("demo/standard/1", "bounced");
    await owe("demo/standard/2", "sent");
    await owe("demo2/standard/1", "failed");
    await owe("other/standard/1", "failed");
    const first = await ask("demo/mails?state=failed");
    expect(first.json["mails"]).toHaveLength(100);
    expect((first.json["mails"] as unknown[])[0]).toMatchObject({
      key: "demo/standard/100/order_confirmation/",
      kind: "order_confirmation",
      state: "failed",
      reason: "because",
      attempts: 3,
      channel: null,
      closed_at: NOW,
    });
    const after = encodeURIComponent(String(first.json["after"]));
    const second = await ask(`demo/mails?state=failed&after=${after}`);
    expect((second.json["mails"] as { key: string }[]).map(({ key }) => key.split("/")[2])).toEqual([
      "200",
      "201",
      "202",
      "203",
      "204",
    ]);
    expect(second.json["after"]).toBeNull();
    expect((await ask("demo/mails?state=bounced")).json["mails"]).toHaveLength(1);
    expect((await ask("demo/mails?state=unknown")).json["mails"]).toEqual([]);
  });

  test.each([
    ["state", "demo/mails"],
    ["state", "demo/mails?state=sent"],
    ["after", "demo/mails?state=failed&after=x"],
    ["after", "demo/mails?state=failed&after=other/standard/1/order_confirmation/"],
  ])("a wrong %s is named", async (field, path) => {
    const { status, json } = await ask(path);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: "invalid", field });
  });

  test("are sent again when somebody asks, once", async () => {
    await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, id: "again", number: "#again" } });
    await mailsOf("#again", 1);
    await settled("again");
    await env.DB.prepare("update messages set state = 'failed' where subject = 'demo/standard/again'").run();
    const key = "demo/standard/again/order_confirmation/";
    expect(await post("demo/mails/again", { key })).toMatchObject({ status: 202, json: { owed: true } });
    await settled("again");
    expect(await ledgerOf("again")).toMatchObject([{ state: "sent", reason: null }]);
    expect(await mailsOf("#again", 2)).toHaveLength(2);
  });

  test("that are owed again no longer have an outcome", async () => {
    await owe("demo/standard/1", "failed");
    await env.DB.prepare("update messages set event_at = ?1, opened_at = ?1, clicked_at = ?1").bind(NOW_MS)
      .run();
    const key = "demo/standard/1/order_confirmation/";
    expect((await post("demo/mails/again", { key })).status).toBe(202);
    expect((await env.DB.prepare("select event_at, opened_at, clicked_at from messages").all()).results)
      .toEqual([
        { event_at: null, opened_at: null, clicked_at: null },
      ]);
  });

  test("cannot be sent by another shop, nor when they have left and are not kept", async () => {
    await owe("other/standard/1", "failed");
    await owe("demo/~shop/", "bounced", "mail_failed:1", "shop_alert");
    await owe("demo/~shop/", "failed", "mail_failed:2", "shop_alert", "{}");
    const again = async (key: unknown) => (await post("demo/mails/again", { key })).status;
    expect(await again("other/standard/1/order_confirmation/")).toBe(404);
    expect(await again("demo/standard/none/order_confirmation/")).toBe(404);
    expect(await again("demo/~shop//shop_alert/mail_failed:1")).toBe(409);
    expect(await again("demo/~shop//shop_alert/mail_failed:2")).toBe(202);
    expect(await again("nonsense")).toBe(404);
    expect(await again(7)).toBe(422);
    expect((await post("demo/mails/again", "{")).status).toBe(400);
    expect((await post("demo/mails/again", { key: "x".repeat(5_000) })).status).toBe(413);
    const { results } = await env.DB.prepare("select state from messages where subject = 'other/standard/1'")
      .all();
    expect(results).toEqual([{ state: "failed" }]);
  });
});

describe("the suppression list", () => {
  const line = (at: number, name = "all") => ({
    email: `ada-${String(at).padStart(4, "0")}@lovelace.example`,
    class: name,
    reason: "blocked",
  });
  const lines = (all: readonly unknown[]) => all.map((one) => JSON.stringify(one)).join("\n");

  test("is uploaded as JSON lines, is listed page by page, and can be uploaded again", async () => {
    for (const from of [0, 500]) {
      const part = Array.from({ length: 500 }, (_, at) => line(from + at, from === 0 ? "care" : "all"));
      expect((await post("demo/suppressions", `${lines(part)}\n\n`)).json).toEqual({ kept: 500 });
    }
    // The page ends between two lines about one address.
    await post(
      "demo/suppressions",
      lines([line(999, "progress"), { ...line(1_000), until: "2026-12-01T00:00:00Z" }]),
    );
    const first = await ask("demo/suppressions");
    const listed = first.json["suppressions"] as Record<string, unknown>[];
    expect(listed).toHaveLength(1_000);
    expect(listed[0]).toEqual({ ...line(0, "care"), until: null, at: NOW });
    const cursor = String(first.json["after"]);
    expect(atob(cursor.replaceAll("-", "+").replaceAll("_", "/"))).not.toContain("ada");
    const rest = (await ask(`demo/suppressions?after=${cursor}`)).json;
    expect(rest).toEqual({
      suppressions: [
        { ...line(999, "progress"), until: null, at: NOW },
        { ...line(1_000), until: "2026-12-01T00:00:00.000Z", at: NOW },
      ],
      after: null,
    });
    expect((await post("demo/suppressions", lines(rest["suppressions"] as unknown[]))).json).toEqual({
      kept: 2,
    });
    expect((await ask(`other/suppressions?after=${cursor}`, { token: TOKENS.other })).status).toBe(400);
    expect((await ask(`demo/parked?after=${cursor}`)).status).toBe(400);
    expect((await ask("other/suppressions", { token: TOKENS.other })).json["suppressions"]).toEqual([]);
  });

  test.each([
    ["email", { ...line(1), email: "no address" }],
    ["class", { ...line(1), class: "everything" }],
    ["reason", { ...line(1), reason: "disliked" }],
    ["until", { ...line(1), until: "tomorrow" }],
  ])("one wrong %s refuses all of it, by line and rule and without the value", async (field, wrong) => {
    const { status, json } = await post("demo/suppressions", lines([line(0), wrong]));
    expect(status).toBe(422);
    expect(json["field"]).toBe(`line 2: ${field}`);
    expect(String(json["message"])).toMatch(/must be|Must be|Invalid/i);
    expect(JSON.stringify(json)).not.toMatch(/no address|everything|disliked|tomorrow/);
    expect((await env.DB.prepare("select 1 from suppressions").all()).results).toEqual([]);
  });

  test("accepts no more than its limits", async () => {
    const many = Array.from({ length: 501 }, (_, at) => line(at));
    expect((await post("demo/suppressions", lines(many))).status).toBe(422);
    expect((await post("demo/suppressions", "")).status).toBe(422);
    expect((await post("demo/suppressions", " ".repeat(200_001))).status).toBe(413);
  });

  test("holds numbers that want no SMS, and reveals nobody who was erased", async () => {
    await env.DB.prepare(
      `insert into suppressions values ('demo', '+493055501999', 'all', 'unsubscribed', 0, ?1, null),
         ('demo', 'demo/~customer/AAAAAAAAAAAAAAAAAAAA', 'care', 'unsubscribed', 0, ?1, null)`,
    ).bind(NOW_MS).run();
    const number = { email: "+493055501999", class: "all" };
    const { json } = await ask("demo/suppressions");
    expect(json["suppressions"]).toEqual([{ ...number, reason: "unsubscribed", until: null, at: NOW }]);
    expect((await post("demo/suppressions", lines(json["suppressions"] as unknown[]))).json).toEqual({
      kept: 1,
    });
    const remove = async (one: unknown) =>
      await ask("demo/suppressions", { method: "DELETE", body: JSON.stringify(one) });
    expect((await remove(number)).json).toEqual({ removed: true });
    expect((await remove({ email: "demo/~customer/AAAAAAAAAAAAAAAAAAAA", class: "care" })).status).toBe(422);
    const { results } = await env.DB.prepare("select class from suppressions").all();
    expect(results).toEqual([{ class: "care" }]);
  });

  test("loses a line by its address and class, and no other's", async () => {
    await post("demo/suppressions", lines([line(1), line(1, "care")]));
    await post("other/suppressions", lines([line(1)]), TOKENS.other);
    const remove = async () =>
      (await ask("demo/suppressions", {
        method: "DELETE",
        body: JSON.stringify({ email: line(1).email.toUpperCase(), class: "all" }),
      })).json;
    expect(await remove()).toEqual({ removed: true });
    expect(await remove()).toEqual({ removed: false });
    const { results } = await env.DB.prepare("select shop_id, class from suppressions").all();
    expect(results).toEqual([{ shop_id: "demo", class: "care" }, { shop_id: "other", class: "all" }]);
  });
});

describe("what waits for its order", () => {
  test("is listed once, without its content, and only this shop's", async () => {
    await sendEvent("shipment.delivered", NOW, { order_id: "unknown", shipment: { id: "p1" } });
    await env.DB.prepare(
      `insert into parked (ref, source, webhook_id, known_as, received_at, names, events)
       values ('other/standard/1', 'standard', 'd', 'other/standard/1', 0, '["other/standard/1"]', '[]')`,
    ).run();
    const { json } = await ask("demo/parked");
    expect(json).toEqual({
      parked: [{
        source: "standard",
        webhook: expect.any(String),
        received_at: expect.stringContaining("2026-11-22T12:00:00"),
        waits_for: ["demo/standard/unknown"],
        types: ["shipment.delivered"],
      }],
      after: null,
    });
  });

  test("comes page by page", async () => {
    const wait = (at: number) =>
      env.DB.prepare(
        `insert into parked (ref, source, webhook_id, known_as, received_at, names, events)
         values (?1, 'standard', 'd', ?1, 0, json_array(?1), '[]')`,
      ).bind(`demo/standard/${1_000 + at}`);
    await env.DB.batch(Array.from({ length: 103 }, (_, at) => wait(at)));
    const first = (await ask("demo/parked")).json;
    expect(first["parked"]).toHaveLength(100);
    const second = (await ask(`demo/parked?after=${first["after"]}`)).json;
    expect((second["parked"] as { waits_for: string[] }[]).map(({ waits_for }) => waits_for[0])).toEqual([
      "demo/standard/1100",
      "demo/standard/1101",
      "demo/standard/1102",
    ]);
    expect(second["after"]).toBeNull();
  });
});

test("topics that bring no event are counted, for their own shop", async () => {
  for (let time = 0; time < 3; time++) {
    expect((await sendEvent("invoice.finalized", NOW, {})).status).toBe(200);
  }
  await eventually(async () =>
    expect((await ask("demo/ignored")).json).toEqual({
      ignored: [{ source: "standard", topic: "invoice.finalized", count: 3, last_at: NOW }],
      after: null,
    })
  );
  expect((await ask("other/ignored", { token: TOKENS.other })).json).toEqual({ ignored: [], after: null });
});
