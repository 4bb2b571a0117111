/** Acts by the API that need another act first: each leaves one row in the audit, by its own name; and which operations are proven where. */
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { readActs, selectActs } from "../../../src/sql/audit.ts";
import { insertHeldRequest } from "../../../src/sql/held_requests.ts";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import type { OrderEvent } from "../../../src/orders/event.ts";
import document from "../../../src/doors/api/openapi.json" with { type: "json" };
import { API_ACTS } from "../../support/api_acts.ts";
import { ADAS_ORDER, hours, NOW_MS, SHOP } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { openedOnce } from "../../support/opened_once.ts";
import { fill } from "../../support/route_requests.ts";
import { API_TOKENS, ask, openShops, ORDERS } from "../../support/strangers.ts";

type Step = readonly [method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown];
/** What stands before the act: another act, or something that comes by itself. */
type Before = Step | (() => Promise<unknown>);

const HOLD = { order: ORDERS.own, reason: "Call first", until: hours(20) };
const TELEGRAM = {
  bot_token: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0",
  bot_username: "kontor_bot",
  webhook_secret: "not-a-real-secret-0123",
};
const SLACK = { bot_token: "xoxb-1-2-abcdefghij", signing_secret: "0".repeat(32), channel: "C0123ABCD" };
/** The address stays; only its texts change. */
const TEXTS = { kind: "order_confirmation", locale: "en" };
const TRIAL = {
  id: "t-1",
  kind: "order_confirmation",
  texts: { en: { subject: "Order {number} is in" } },
  difference: 3,
};
const DAY_MS = 86_400_000;
const dayAgo = (ago: number) => new Date(NOW_MS - ago * DAY_MS).toISOString().slice(0, 10);

/** Twelve weeks in which a trial would show something soon. */
async function weeks(): Promise<void> {
  const db = cellOf("demo");
  const counts = JSON.stringify({
    mail: { "order_confirmation|sent": 500, "order_confirmation|clicked": 150 },
    asked: { "where|order_confirmation|dhl|tracked": 40 },
  });
  await db.batch(
    Array.from(
      { length: 84 },
      (_, ago) =>
        db.prepare(
          "insert into figures (shop_id, day, counts) values ('demo', ?1, ?2) on conflict do nothing",
        )
          .bind(dayAgo(ago + 1), counts),
    ),
  );
  await take(["PATCH", "settings", { figures: true }]);
}

/** A digest that names a late carrier. */
const named = () =>
  cellOf("demo").prepare(
    "insert into digests (shop_id, week, digest) values ('demo', ?1, ?2) on conflict do nothing",
  ).bind(
    dayAgo(1),
    JSON.stringify({
      week: dayAgo(1),
      found: [{ family: "late", parts: { carrier: "dpd" }, since: dayAgo(7), usual: 0.04, usual_of: 800 }],
      followed: [],
      is_early: false,
    }),
  ).run();

/** The customer of the shop's own order sends a piece back. */
async function sentBack(): Promise<void> {
  const { id } = ADAS_ORDER.lines[0]!;
  await happened("back", {
    type: "return.requested",
    at: hours(0),
    return: { id: "r1", lines: [{ line_id: id, quantity: 1 }], steps: [] },
  });
}

async function happened(webhook_id: string, event: OrderEvent): Promise<void> {
  const [, source, order] = ORDERS.own.split("/");
  await recordEvent({ ...recording, db: cellOf("demo") }, DEMO, {
    source: source as "standard",
    order: order!,
    webhook_id,
    events: [event],
    received_at_ms: NOW_MS,
  }, NOW_MS);
}

const held = () =>
  insertHeldRequest(cellOf("demo"), {
    shop_id: "demo",
    source: "shopify",
    asked_at: NOW_MS,
    due_at: NOW_MS + DAY_MS,
  }).run();

const BLOCKED = { email: "a@b.example", class: "care" };

/** Slack as it takes the app's token. */
function slackAnswers(): Promise<unknown> {
  return Promise.resolve(
    vi.spyOn(globalThis, "fetch").mockImplementation(() =>
      Promise.resolve(Response.json({ ok: true, team_id: "T1", user_id: "U1" }))
    ),
  );
}

/** Operations that leave no row, and why. */
const NO_ROW: Readonly<Record<string, string>> = {
  "POST deliverability/domain": "asks DNS and changes nothing",
  "POST suppressions/find": "reads; an address stands in no path",
  "POST orders/find": "reads; a name stands in no path",
  "POST templates/{name}/preview": "shows a mail and keeps nothing",
  "POST ways/{way}/check": "asks the service and changes nothing",
  "POST send": "what is handed over stands in the ledger, one row a message",
};

/** The act's name in the audit, what comes before, and the act. */
const ACTS: readonly (readonly [act: string, before: readonly Before[], step: Step])[] = [
  ["settings.changed", [], ["PATCH", "settings", { withdrawal_days: 15 }]],
  ["settings.changed", [], ["PATCH", "settings/mails", { kinds: { order_confirmation: "off" } }]],
  ["suppression.release", [["POST", "suppressions", { ...BLOCKED, reason: "blocked" }]], [
    "DELETE",
    "suppressions",
    BLOCKED,
  ]],
  ["messages.release", [["POST", "orders/hold", { id: "h-1", ...HOLD }]], ["POST", "orders/release", {
    id: "h-2",
    order: ORDERS.own,
  }]],
  ["letter.drop", [], ["POST", "dead-letters/drop", {
    source: "shopify",
    field: "currency",
    rule: "must be given",
  }]],
  ["chat.disconnect", [["PUT", "chats/slack", {
    url: "https://hooks.slack.com/services/T000/B000/abcdefghij",
  }]], ["DELETE", "chats/slack"]],
  ["return.approve", [sentBack], ["POST", "returns/decide", {
    id: "rd-1",
    order: ORDERS.own,
    return: "r1",
    decision: "approve",
  }]],
  ["return.label", [sentBack, ["POST", "returns/decide", {
    id: "rd-2",
    order: ORDERS.own,
    return: "r1",
    decision: "approve",
  }]], ["POST", "returns/label", {
    id: "rl-1",
    order: ORDERS.own,
    return: "r1",
    base64: btoa("%PDF-1.4\n%%EOF"),
    tracking_number: "00340434292135100186",
  }]],
  ["case.ask", [sentBack], ["POST", "returns/ask", { id: "ra-1", order: ORDERS.own, message: "Which one?" }]],
  ["return.decline", [sentBack], ["POST", "cases/own/return", {
    id: "rc-1",
    decision: "decline",
    reason: "Worn",
  }]],
  ["case.grant", [["POST", "orders/delivery", {
    id: "od-1",
    order: ORDERS.own,
    address: { name: "Ada King", lines: ["Ockham Park 1"], city: "Berlin", postal_code: "10437" },
  }]], ["POST", "cases/od-1/decide", { id: "cd-1", decision: "grant" }]],
  ["figures.done", [named], ["POST", "figures/done", {
    id: "fd-1",
    name: "late|carrier=dpd",
    words: "Called them",
  }]],
  ["erasure.stop", [held], ["POST", "erasures/stop", { source: "shopify" }]],
  ["texts.brought_back", [["POST", "texts", { id: "tx-1", ...TEXTS, texts: { subject: "One" } }], [
    "POST",
    "texts",
    { id: "tx-2", ...TEXTS, texts: { subject: "Two" } },
  ]], ["POST", "texts/back", { id: "tx-3", ...TEXTS, version: "tx-1" }]],
  ["template.brought_back", [["PUT", "templates/own-welcome", {
    title: "",
    lane: "now",
    variables: [],
    texts: { en: { subject: "Hello", markdown: "Hello" } },
  }]], ["POST", "templates/own-welcome/back", { id: "tb-1", version: "v1" }]],
  ["trial.started", [weeks], ["POST", "trials", TRIAL]],
  ["trial.stopped", [weeks, ["POST", "trials", TRIAL]], ["POST", "trials/stop", { id: "t-2", trial: "t-1" }]],
  ["trial.adopted", [weeks, ["POST", "trials", TRIAL]], ["POST", "trials/adopt", {
    id: "t-3",
    trial: "t-1",
  }]],
  ["chat.connect", [slackAnswers], ["PUT", "chats/slack-app", SLACK]],
  ["chat.disconnect", [slackAnswers, ["PUT", "chats/slack-app", SLACK]], ["DELETE", "chats/slack-app"]],
  ["settings.changed", [], ["PUT", "settings", { ...SHOP, withdrawal_days: 21 }]],
  ["way.disconnect", [["PUT", "ways/telegram", TELEGRAM]], ["DELETE", "ways/telegram"]],
];

const open = openedOnce(async () => {
  await openShops();
  await fill();
});
beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await open();
});

async function take([method, path, body]: Step): Promise<void> {
  const answer = await ask({
    method,
    path: `/api/shops/demo/${path}`,
    headers: { authorization: `Bearer ${API_TOKENS.demo}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${await answer.text()}`).toBe(true);
}

async function acts() {
  return readActs(await selectActs(cellOf("demo"), "demo", null, 50).all());
}

test.each(ACTS)("%s", async (act, before, step) => {
  for (const one of before) await (typeof one === "function" ? one() : take(one));
  const known = new Set((await acts()).map(({ id }) => id));
  await take(step);
  const rows = (await acts()).filter(({ id }) => !known.has(id));
  expect(rows.map(({ act, person, way }) => [act, person, way])).toEqual([[act, "API", "api"]]);
});

test("every operation that acts is proven to leave its row, here or by the table of routes, or says why it leaves none", () => {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).filter((method) => ["post", "put", "patch", "delete"].includes(method))
      .map((method) => `${method.toUpperCase()} ${path.replace("/api/shops/{shop}/", "")}`)
  );
  const proven = Object.keys(API_ACTS).map((route) =>
    route.replace("/api/shops/:shop/", "").replace(/:(\w+)/g, "{$1}")
  );
  const after = ACTS.map(([, , [method, path]]) => {
    const is = (operation: string) =>
      new RegExp(`^${operation.replace(/\{\w+\}/g, "[^/]+")}$`).test(`${method} ${path}`);
    // `chats/slack-app` stands before `chats/{chat}`.
    return operations.find((one) => one === `${method} ${path}`) ?? operations.find(is) ??
      `${method} ${path}`;
  });
  expect([...new Set([...proven, ...after, ...Object.keys(NO_ROW)])].sort()).toEqual(operations.sort());
  expect(Object.keys(NO_ROW).filter((one) => proven.includes(one) || after.includes(one))).toEqual([]);
});
