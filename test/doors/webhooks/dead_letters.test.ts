import { env, exports } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { portsOf } from "../../../src/doors/ports.ts";
import { eraseCustomer } from "../../../src/flow/privacy/erase_customer.ts";
import { deleteExpiredLetters } from "../../../src/flow/privacy/erase_dead_letters.ts";
import { keepDeadLetter } from "../../../src/flow/record/dead_letters.ts";
import { LETTER_AGE_MAX_MS, LETTERS_MAX } from "../../../src/sql/dead_letters.ts";
import { ADAS_ORDER, NOW, NOW_MS } from "../../support/cast.ts";
import { DEMO, openHouse, rows, SECRET } from "../../support/house.ts";
import { sendEvent } from "../../support/river.ts";
import { signShopify } from "../../support/signing.ts";
import { API_TOKENS, openShops } from "../../support/strangers.ts";
import { customerOf } from "../../support/visitor.ts";

beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  await openShops();
  for (
    const table of ["dead_letters", "refusals", "messages", "orders", "events", "refs", "cases", "audit"]
  ) {
    await env.DB.prepare(`delete from ${table}`).run();
  }
});

const ORDER = {
  id: 8_801_234_567_890,
  name: "#4711",
  created_at: "2026-11-22T11:00:00Z",
  updated_at: "2026-11-22T11:00:00Z",
  currency: "EUR",
  email: "ilse@letters.example",
  total_price: "24.00",
  line_items: [{ id: 1, title: "Moss", quantity: 2, price: "12.00" }],
};

async function post(payload: unknown, topic = "orders/create"): Promise<Response> {
  const body = typeof payload === "string" ? payload : JSON.stringify(payload);
  return await exports.default.fetch("https://waybill.test/hooks/demo/shopify", {
    method: "POST",
    body,
    headers: { ...await signShopify(SECRET, body), "x-shopify-topic": topic },
  });
}

interface Json {
  readonly dead_letters: readonly { readonly id: string }[];
  readonly body: string;
}

async function api(method: string, path: string, body?: unknown): Promise<{ status: number; json: Json }> {
  const answer = await exports.default.fetch(`https://waybill.test/api/shops/demo/${path}`, {
    method,
    headers: { Authorization: `Bearer ${API_TOKENS.demo}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: answer.status, json: await answer.json() };
}

describe("a verified webhook that cannot be recorded", () => {
  test("is accepted, kept with its cause, and told to the shop", async () => {
    const answer = await post({ ...ORDER, currency: "euro" });
    expect([answer.status, await answer.json()]).toEqual([202, {
      accepted: true,
      dead_letter: true,
      field: "currency",
      rule: "must be an ISO 4217 code",
    }]);
    const { json } = await api("GET", "dead-letters");
    expect(json.dead_letters).toMatchObject([{
      source: "shopify",
      topic: "orders/create",
      reason: "invalid",
      field: "currency",
      rule: "must be an ISO 4217 code",
      got: "text of 4 characters",
      count: 1,
    }]);
    const shown = await api("GET", `dead-letters/${json.dead_letters[0]!.id}`);
    expect(JSON.parse(shown.json.body)).toMatchObject({ name: "#4711", currency: "euro" });
    const [alert] = await rows("messages");
    expect(alert).toMatchObject({ kind: "shop_alert", about: "dead_letter:2026-11-22T12" });
    expect(alert!["facts"]).not.toContain("ilse");
  });

  test("is one letter however often it comes, and one alert an hour", async () => {
    for (let time = 0; time < 3; time++) await post({ ...ORDER, currency: "euro" });
    await post("{");
    expect((await rows("dead_letters")).map(({ count }) => count).sort()).toEqual([1, 3]);
    expect((await rows("messages")).filter(({ kind }) => kind === "shop_alert")).toHaveLength(1);
  });

  test("is refused as before where its author can mend it, and kept all the same", async () => {
    const answer = await sendEvent("order.placed", NOW, { order: { ...ADAS_ORDER, total_minor: "12,890" } });
    expect(answer.status).toBe(422);
    expect(await rows("dead_letters")).toMatchObject([{
      source: "standard",
      topic: "order.placed",
      field: "data.order.total_minor",
      rule: "must be a number",
    }]);
  });

  test("is recorded by a replay once it can be read, and once only", async () => {
    await post({ ...ORDER, currency: "euro" });
    const [letter] = await rows("dead_letters");
    const id = letter!["id"] as string;
    const vain = await api("POST", "dead-letters/replay", { id });
    expect([vain.status, vain.json]).toMatchObject([409, { outcome: "refused", field: "currency" }]);
    // As if the next version read it.
    await env.MAIL.put(`dead/demo/${id}`, JSON.stringify(ORDER));
    expect(await api("POST", "dead-letters/replay", { id })).toEqual({
      status: 202,
      json: { outcome: "recorded" },
    });
    expect(await rows("orders")).toMatchObject([{ id: "demo/shopify/8801234567890", number: "#4711" }]);
    expect(await rows("dead_letters")).toEqual([]);
    expect(await env.MAIL.get(`dead/demo/${id}`)).toBeNull();
    expect((await api("POST", "dead-letters/replay", { id })).status).toBe(404);
    expect(await (await post(ORDER)).json()).toMatchObject({ duplicate: true });
  });

  test("owes its mails at once when it is replayed, however long ago it came", async () => {
    const due = () =>
      env.DB.prepare(
        "select due_at from messages where kind = 'order_confirmation' and subject like '%/8801%'",
      )
        .first("due_at");
    await post({ ...ORDER, currency: "euro" });
    const [letter] = await rows("dead_letters");
    const id = letter!["id"] as string;
    await env.MAIL.put(`dead/demo/${id}`, JSON.stringify(ORDER));
    const later_ms = NOW_MS + 5 * 3_600_000;
    vi.setSystemTime(later_ms);
    expect((await api("POST", "dead-letters/replay", { id })).status).toBe(202);
    expect(await due()).toBe(later_ms);
    // The order itself keeps the time at which its sender brought it.
    expect((await rows("events")).map(({ received_at }) => received_at)).toEqual([NOW_MS]);
  });

  test("is taken again with all others, or with those of its cause alone", async () => {
    await post({ ...ORDER, currency: "euro" });
    await post({ ...ORDER, id: 2, currency: "EURO" });
    await post({ ...ORDER, id: 3, total_price: "x" });
    const cause = { source: "shopify", field: "total_price" };
    expect((await api("POST", "dead-letters/replay", cause)).json).toEqual({
      recorded: 0,
      needless: 0,
      refused: 1,
      left: 0,
    });
    for (const { id, field } of await rows("dead_letters")) {
      if (field === "currency") {
        await env.MAIL.put(`dead/demo/${id}`, JSON.stringify(({ ...ORDER, id }).id === id ? ORDER : ORDER));
      }
    }
    const all = await api("POST", "dead-letters/replay", {});
    expect(all.json).toEqual({ recorded: 1, needless: 1, refused: 1, left: 0 });
    expect(await rows("dead_letters")).toHaveLength(1);
  });

  test("names the shop's orders that wait for it, also while it cannot be read", async () => {
    await post(ORDER);
    await post({ ...ORDER, updated_at: "2026-11-22T12:00:00Z", currency: "euro" }, "orders/updated");
    const [letter] = await rows("dead_letters");
    const { json } = await api("GET", `dead-letters/${letter!["id"]}`);
    expect(json).toMatchObject({
      orders: [{ order: "demo/shopify/8801234567890", number: "#4711" }],
      trial: { readable: false, field: "currency", rule: "must be an ISO 4217 code", orders: [] },
    });
  });

  test("says what taking it again would change, and changes nothing by that", async () => {
    await post({ ...ORDER, currency: "euro" });
    const [letter] = await rows("dead_letters");
    const id = letter!["id"] as string;
    await env.MAIL.put(`dead/demo/${id}`, JSON.stringify(ORDER));
    const before = [await rows("orders"), await rows("events"), await rows("messages"), await rows("parked")];
    const trial = async () => (await api("GET", `dead-letters/${id}`)).json;
    expect(await trial()).toMatchObject({
      orders: [],
      trial: {
        readable: true,
        field: null,
        orders: [{
          outcome: "recorded",
          number: "#4711",
          owed: [{ kind: "order_confirmation" }],
          called_off: [],
        }],
      },
    });
    expect([await rows("orders"), await rows("events"), await rows("messages"), await rows("parked")])
      .toEqual(before);
    await post(ORDER);
    expect(await trial()).toMatchObject({ trial: { orders: [{ outcome: "duplicate", number: "#4711" }] } });
  });

  test("is deleted with all of its cause, and by no cause at all none", async () => {
    for (const id of [1, 2]) await post({ ...ORDER, id, currency: "euro" });
    await post({ ...ORDER, id: 3, total_price: "x" });
    for (const half of [{}, { source: "shopify" }, { source: "shopify", field: "currency" }]) {
      expect((await api("POST", "dead-letters/drop", half)).status).toBe(422);
    }
    const cause = { source: "shopify", field: "currency", rule: "must be an ISO 4217 code" };
    expect((await api("POST", "dead-letters/drop", cause)).json).toEqual({ deleted: 2 });
    expect(await rows("dead_letters")).toMatchObject([{ field: "total_price" }]);
    expect((await env.MAIL.list({ prefix: "dead/demo/" })).objects).toHaveLength(1);
    expect((await rows("cases")).filter(({ state }) => state === "open")).toMatchObject([
      { topic: "shopify orders/create: total_price must be a decimal amount" },
    ]);
    expect((await rows("audit")).filter(({ act }) => act === "letter.drop")).toMatchObject([
      { detail: JSON.stringify({ about: "shopify: currency must be an ISO 4217 code", count: 2 }) },
    ]);
  });

  test("is deleted when somebody says so", async () => {
    await post("{");
    const [letter] = await rows("dead_letters");
    expect((await api("DELETE", `dead-letters/${letter!["id"]}`)).json).toEqual({ deleted: true });
    expect(await rows("dead_letters")).toEqual([]);
    expect((await env.MAIL.list({ prefix: "dead/demo/" })).objects).toEqual([]);
  });

  test("is kept where its body is larger than any that is read", async () => {
    const body = JSON.stringify({ ...ORDER, note: "x".repeat(8_000_000) });
    const answer = await post(body);
    expect([answer.status, await answer.json()]).toEqual([202, {
      accepted: true,
      dead_letter: true,
      field: "body",
      rule: "must have <= 8000000 bytes",
    }]);
    const [letter] = await rows("dead_letters");
    expect(letter).toMatchObject({ reason: "too_large", got: `${body.length} bytes`, bytes: body.length });
    const vain = await api("POST", "dead-letters/replay", { id: letter!["id"] });
    expect([vain.status, vain.json]).toMatchObject([409, { outcome: "refused", field: "body" }]);
    expect(await rows("orders")).toEqual([]);
  });

  test("is counted by source, field without positions, and rule", async () => {
    const bad = { ...ORDER, line_items: [{ ...ORDER.line_items[0], quantity: "two" }] };
    await post(bad);
    await post({ ...bad, id: 5, line_items: [...ORDER.line_items, ...bad.line_items] });
    expect(await rows("refusals")).toMatchObject([
      { source: "shopify", day: "2026-11-22", field: "line_items.*.quantity", count: 2 },
    ]);
  });
});

describe("dead letters", () => {
  const keep = async (name: string, bytes = 10, at_ms = NOW_MS) =>
    await keepDeadLetter({ db: env.DB, mail: env.MAIL }, DEMO, {
      source: "stripe",
      topic: name,
      reason: "invalid",
      fault: { field: "id", rule: "must be given", got: "nothing" },
      headers: {},
      body: new Uint8Array(bytes),
      received_at_ms: at_ms,
    }, at_ms);

  test("are bounded in number: the oldest go", async () => {
    for (let count = 0; count < LETTERS_MAX + 2; count++) await keep(`t${count}`, 10, NOW_MS + count);
    const kept = await rows("dead_letters");
    expect(kept).toHaveLength(LETTERS_MAX);
    expect(kept.map(({ topic }) => topic)).not.toContain("t1");
    expect((await env.MAIL.list({ prefix: "dead/demo/" })).objects).toHaveLength(LETTERS_MAX);
  });

  test("are bounded in bytes", async () => {
    for (let count = 0; count < 9; count++) await keep(`t${count}`, 8_000_000, NOW_MS + count);
    expect((await rows("dead_letters")).map(({ topic }) => topic)).toHaveLength(8);
  });

  test("are deleted after 90 days", async () => {
    const id = await keep("old", 10, NOW_MS - LETTER_AGE_MAX_MS - 1);
    await keep("young");
    await deleteExpiredLetters({ db: env.DB, mail: env.MAIL }, NOW_MS);
    expect(await rows("dead_letters")).toMatchObject([{ topic: "young" }]);
    expect(await env.MAIL.get(`dead/demo/${id}`)).toBeNull();
  });

  test.each<[string, string]>([
    ["in plain JSON", `{"email":"ilse@letters.example"`],
    ["escaped", String.raw`{"name":"Ilse Kr\u00fcger","currency":"euro"}`],
    [
      "within a text of its JSON",
      JSON.stringify({ Message: JSON.stringify({ to: "ILSE@letters.example" }) }),
    ],
    ["as a form", "payer=ilse%40letters.example&x=1"],
    ["by the number of their order", `{"order_number": 4711, "shipping": "x"}`],
    ["by the id of their order", `{"order_id": 8801234567890`],
  ])("that name an erased customer %s go with them", async (_how, body) => {
    await post({ ...ORDER, name: "4711", customer: { id: 7, first_name: "Ilse", last_name: "Krüger" } });
    await post(body);
    await post(`{"email":"ilse@letters.example.org"`);
    await post(`{"order_number": 47112`);
    expect(await rows("dead_letters")).toHaveLength(3);
    const ports = portsOf(env as never);
    await eraseCustomer(ports, DEMO, await customerOf("ilse@letters.example"), {
      email: "ilse@letters.example",
      notifies_customer: false,
    }, NOW_MS + 1_000);
    expect(await rows("dead_letters")).toHaveLength(2);
  });
});
