/** Every route of the Worker: how its owner uses it, which ids stand in it, what caches may keep of it. A route that is not named here fails the test. */
import { env } from "cloudflare:workers";
import { sealCursor } from "../../src/doors/cursor.ts";
import { portsOf } from "../../src/doors/ports.ts";
import type { Purpose } from "../../src/links/signed_link.ts";
import { type FormOf, idOf, NO_STORE, type Route } from "./route.ts";
import { DESK_ROUTES } from "./routes_desk.ts";
import { SHOP } from "./cast.ts";
import { ORDERS, tokenOf } from "./strangers.ts";

const FOREVER = "public, max-age=31536000, immutable";
const page = (purpose: Purpose, path: string, more: Partial<Route> = {}): Route => ({
  by: purpose,
  path,
  works: 200,
  cache: NO_STORE,
  ...more,
});
const bearer = (path: string, more: Partial<Route> = {}): Route => ({
  by: "bearer",
  path: `/api/shops/demo/${path}`,
  works: 200,
  cache: NO_STORE,
  ...more,
});
const open = (path: string, cache: string, more: Partial<Route> = {}): Route => ({
  by: "none",
  path,
  works: 200,
  cache,
  ...more,
});

const orderAct = (act: string, more: Readonly<Record<string, unknown>>, works = 202): Route =>
  bearer(`orders/${act}`, {
    works,
    body: JSON.stringify({ id: `id-${act}`, order: ORDERS.own, ...more }),
    others: () =>
      Promise.resolve([ORDERS.foreign, "x", "nowhere/standard/1", "demo/standard/none"].map((order) => ({
        body: JSON.stringify({ id: `id-${act}`, order, ...more }),
      }))),
  });
const MAIL_ID = idOf("order_confirmation/");
const mails = (tail: string) => async () =>
  await Promise.all(
    // Another order's, a notice's, one that was never sent, no id, unknown.
    ["order_cancelled/", "history_link/2026-11-22T10", "../2/order_confirmation/", "x".repeat(3_000), "none"]
      .map(async (id) => ({
        path: `/o/${await tokenOf("order")}/mails/${id.includes("/") ? idOf(id) : id}${tail}`,
      })),
  );
/** A form with another order's, another customer's or another action's token is tested for every route alike. */
const action = (name: string, fields: Record<string, string>, more: Partial<Route> = {}): Route =>
  page("order", `/o/:token/${name}`, { form: { action: name, about: "order", fields }, works: 303, ...more });

export const OFFERED: Readonly<Record<string, readonly [Route, Route]>> = {
  delay: [page("order", "/o/:token/delay"), action("delay", { answer: "accepted" })],
  held: [
    page("order", "/o/:token/held"),
    action("held", { do: "refund_instead" }),
  ],
  problem: [
    page("order", "/o/:token/problem"),
    action("problem", { what: "other", step: "claim", words: "Broken" }),
  ],
  ask: [page("order", "/o/:token/ask"), action("ask", { words: "When?" })],
  return: [page("order", "/o/:token/return"), action("return", { why: "faulty" })],
  address: [page("order", "/o/:token/address"), action("address", { name: "A" }, { proven: true })],
  note: [page("order", "/o/:token/note"), action("note", { words: "Ring" })],
  cancel: [page("order", "/o/:token/cancel"), action("cancel", {})],
  rate: [page("order", "/o/:token/rate"), action("rate", { delivery: "5" })],
  withdraw: [
    page("order", "/o/:token/withdraw"),
    action("withdraw", { "line-MQ": "1", name: "A", step: "confirm" }),
  ],
};

const privacy = (purpose: "order" | "history", base: string): Readonly<Record<string, Route>> => {
  const form = (name: string, fields = {}): FormOf => ({ action: name, about: "customer", fields });
  return {
    [`GET ${base}/privacy`]: page(purpose, `${base}/privacy`, { proven: true }),
    [`POST ${base}/privacy/export`]: page(purpose, `${base}/privacy/export`, {
      form: form("export"),
      proven: true,
    }),
    [`POST ${base}/privacy/revoke`]: page(purpose, `${base}/privacy/revoke`, {
      form: form("revoke"),
      proven: true,
    }),
    [`GET ${base}/privacy/erase`]: page(purpose, `${base}/privacy/erase`, { proven: true }),
    [`POST ${base}/privacy/erase`]: page(purpose, `${base}/privacy/erase`, {
      form: form("erase", { sure: "yes" }),
      proven: true,
    }),
    [`GET ${base}/prove`]: page(purpose, `${base}/prove?for=history`),
    [`POST ${base}/prove`]: page(purpose, `${base}/prove`, {
      form: form("prove:history", { for: "history" }),
    }),
  };
};

/** Templates that a shop does not have. */
const otherTemplates = (tail: string, body?: string) => () =>
  Promise.resolve(["foreign-welcome", "X", "none"].map((name) => ({
    path: `/api/shops/demo/templates/${name}${tail}`,
    ...(body !== undefined && { body }),
  })));

/** Orders that a shop does not have. */
const ORDERS_OF_OTHERS = [ORDERS.foreign, "x", "nowhere/standard/1", "demo/standard/none"];

export const ROUTES: Readonly<Record<string, Route>> = {
  "GET /hooks/:shop/:source": open("/hooks/demo/whatsapp", "", { works: 404 }),
  "POST /hooks/:shop/:source": open("/hooks/demo/standard", "", {
    works: 401,
    body: "{}",
    others: () =>
      Promise.resolve(
        ["nobody", "DEMO", "~", "x".repeat(200)].map((shop) => ({ path: `/hooks/${shop}/standard` })),
      ),
  }),
  // Shopify's redirects: whatever Shopify did not sign finds no shop.
  "GET /shopify/:shop": open("/shopify/demo", NO_STORE, { works: 404 }),
  "GET /shopify/:shop/granted": open("/shopify/demo/granted?code=x", NO_STORE, { works: 404 }),
  // What Slack did not sign finds no shop; test/scenarios/slack.test.ts compares all that are refused.
  "POST /slack/:shop": open("/slack/demo", NO_STORE, { works: 401, body: "{}" }),
  "GET /healthz": open("/healthz", NO_STORE),
  "GET /schema/events.json": open("/schema/events.json", "public, max-age=3600"),
  "GET /api/openapi.json": open("/api/openapi.json", "public, max-age=3600"),
  "GET /api/docs": open("/api/docs", "public, max-age=3600"),
  "GET /api/shops/:shop/deliverability": bearer("deliverability"),
  "POST /api/shops/:shop/deliverability/domain": bearer("deliverability/domain", {
    body: JSON.stringify({ channel: "ses", selectors: ["not a host"] }),
    works: 422,
  }),
  "GET /api/shops/:shop/suppressions": bearer("suppressions", { others: cursors("suppressions") }),
  "POST /api/shops/:shop/suppressions": bearer("suppressions", {
    body: JSON.stringify({ email: "a@b.example", class: "care", reason: "blocked" }),
  }),
  "POST /api/shops/:shop/suppressions/find": bearer("suppressions/find", {
    body: JSON.stringify({ email: "ada@lovelace.example" }),
  }),
  "DELETE /api/shops/:shop/suppressions": bearer("suppressions", {
    body: JSON.stringify({ email: "a@b.example", class: "care" }),
  }),
  "GET /api/shops/:shop/cases": bearer("cases", { others: cursors("cases shop", "cases") }),
  "GET /api/shops/:shop/cases/:id": bearer("cases/own", { others: foreignCases("") }),
  "POST /api/shops/:shop/cases/:id/answer": bearer("cases/own/answer", {
    works: 202,
    body: JSON.stringify({ id: "id-3", message: "Soon" }),
    others: foreignCases("/answer", { id: "id-4", message: "Soon" }),
  }),
  "POST /api/shops/:shop/cases/:id/decide": bearer("cases/own/decide", {
    // The case of the walk asks for nothing that is to be decided.
    works: 409,
    body: JSON.stringify({ id: "id-7", decision: "grant" }),
    others: foreignCases("/decide", { id: "id-8", decision: "grant" }),
  }),
  "POST /api/shops/:shop/cases/:id/ask": bearer("cases/own/ask", {
    works: 202,
    body: JSON.stringify({ id: "id-9", message: "Which colour?" }),
    others: foreignCases("/ask", { id: "id-10", message: "Which colour?" }),
  }),
  "POST /api/shops/:shop/cases/:id/return": bearer("cases/own/return", {
    // The case of the walk is about no return.
    works: 409,
    body: JSON.stringify({ id: "id-11", decision: "approve" }),
    others: foreignCases("/return", { id: "id-12", decision: "approve" }),
  }),
  "POST /api/shops/:shop/cases/:id/acts": bearer("cases/own/acts", {
    works: 202,
    body: JSON.stringify({ id: "id-5", act: "note", message: "Look" }),
    others: foreignCases("/acts", { id: "id-6", act: "note", message: "Look" }),
  }),
  "GET /api/shops/:shop/orders": bearer(`orders?order=${ORDERS.own}`, {
    others: () =>
      Promise.resolve([ORDERS.foreign, "x", "nowhere/standard/1"].map((order) => ({
        path: `/api/shops/demo/orders?order=${encodeURIComponent(order)}`,
      }))),
  }),
  "GET /api/shops/:shop/orders/dispute": bearer(`orders/dispute?order=${ORDERS.own}&as=pdf`, {
    others: () =>
      Promise.resolve(
        [ORDERS.foreign, "x", "nowhere/standard/1", "demo/standard/none"].map((order) => ({
          path: `/api/shops/demo/orders/dispute?order=${encodeURIComponent(order)}&as=pdf`,
        })),
      ),
  }),
  "GET /api/shops/:shop/stock/short": bearer("stock/short", {
    others: cursors("stock short", "stock/short", 4),
  }),
  "POST /api/shops/:shop/stock/say": bearer("stock/say", {
    works: 202,
    body: JSON.stringify({ sku: "MILL", expected_on: "2026-12-04" }),
    others: () =>
      Promise.resolve(["FOREIGN", "none"].map((sku) => ({ body: JSON.stringify({ sku, back: true }) }))),
  }),
  "GET /api/shops/:shop/texts": bearer("texts?kind=order_confirmation&locale=en"),
  "POST /api/shops/:shop/texts": bearer("texts", {
    body: JSON.stringify({
      id: "id-10",
      kind: "order_confirmation",
      locale: "en",
      texts: { subject: "Got it: {number}" },
    }),
  }),
  "POST /api/shops/:shop/texts/test": bearer("texts/test", {
    works: 202,
    body: JSON.stringify({
      id: "id-12",
      kind: "order_confirmation",
      locale: "en",
      to: "help@kontor.example",
    }),
    others: () =>
      Promise.resolve([{
        body: JSON.stringify({ id: "id-12", kind: "order_confirmation", locale: "en", to: "x@else.example" }),
      }]),
  }),
  "POST /api/shops/:shop/texts/back": bearer("texts/back", {
    works: 404,
    body: JSON.stringify({ id: "id-11", kind: "order_confirmation", locale: "en", version: "none" }),
  }),
  "GET /api/shops/:shop/templates": bearer("templates"),
  "GET /api/shops/:shop/templates/:name": bearer("templates/own-welcome", { others: otherTemplates("") }),
  "PUT /api/shops/:shop/templates/:name": bearer("templates/own-other", {
    body: JSON.stringify({ texts: { en: { subject: "Hello", markdown: "Hello {{reader_name}}" } } }),
  }),
  "DELETE /api/shops/:shop/templates/:name": bearer("templates/own-welcome", { others: otherTemplates("") }),
  "POST /api/shops/:shop/templates/:name/preview": bearer("templates/own-welcome/preview", {
    body: "{}",
    others: otherTemplates("/preview", "{}"),
  }),
  "POST /api/shops/:shop/templates/:name/test": bearer("templates/own-welcome/test", {
    works: 202,
    body: JSON.stringify({ id: "id-13", to: "help@kontor.example" }),
    others: otherTemplates("/test", JSON.stringify({ id: "id-14", to: "help@kontor.example" })),
  }),
  "POST /api/shops/:shop/templates/:name/back": bearer("templates/own-welcome/back", {
    works: 404,
    body: JSON.stringify({ id: "id-15", version: "none" }),
  }),
  "GET /api/shops/:shop/trials": bearer("trials"),
  "GET /api/shops/:shop/trials/outlook": bearer("trials/outlook?kind=order_confirmation"),
  "POST /api/shops/:shop/trials": bearer("trials", {
    works: 422,
    body: JSON.stringify({ id: "id-31", kind: "order_confirmation", texts: { en: { subject: "Thanks" } } }),
  }),
  "POST /api/shops/:shop/trials/stop": bearer("trials/stop", {
    works: 404,
    body: JSON.stringify({ id: "id-32", trial: "none" }),
  }),
  "POST /api/shops/:shop/trials/adopt": bearer("trials/adopt", {
    works: 404,
    body: JSON.stringify({ id: "id-33", trial: "none" }),
  }),
  "GET /api/shops/:shop/feedback": bearer("feedback", { others: cursors("feedback all", "feedback", 3) }),
  "POST /api/shops/:shop/feedback/answer": bearer("feedback/answer", {
    works: 202,
    body: JSON.stringify({ id: "id-8", order: ORDERS.own, message: "Sorry" }),
    others: () =>
      Promise.resolve([ORDERS.foreign, "x", "demo/standard/none"].map((order) => ({
        body: JSON.stringify({ id: "id-9", order, message: "Sorry" }),
      }))),
  }),
  "GET /api/shops/:shop/returns": bearer("returns", { others: cursors("returns") }),
  "POST /api/shops/:shop/returns/decide": bearer("returns/decide", {
    works: 404,
    body: JSON.stringify({ id: "id-7", order: ORDERS.own, return: "none", decision: "approve" }),
  }),
  "POST /api/shops/:shop/returns/label": bearer("returns/label", {
    works: 404,
    body: JSON.stringify({ id: "id-14", order: ORDERS.own, return: "none", base64: btoa("%PDF-1.4\n%%EOF") }),
  }),
  "POST /api/shops/:shop/returns/ask": bearer("returns/ask", {
    works: 404,
    body: JSON.stringify({ id: "id-13", order: ORDERS.own, message: "Which one?" }),
  }),
  "POST /api/shops/:shop/orders/hold": orderAct("hold", {
    reason: "Call first",
    until: "2026-11-30T08:00:00Z",
  }),
  "POST /api/shops/:shop/orders/release": orderAct("release", {}, 409),
  "POST /api/shops/:shop/orders/delivery": orderAct("delivery", {
    address: { name: "Ada", lines: ["New Street 1"], city: "Berlin" },
  }),
  "POST /api/shops/:shop/orders/ways": orderAct("ways", { care: { ways: [] } }, 200),
  "POST /api/shops/:shop/orders/write": orderAct("write", { topic: "Your order", message: "One question" }),
  "POST /api/shops/:shop/orders/find": bearer("orders/find", {
    body: JSON.stringify({ text: "#own" }),
    others: () => Promise.resolve(["#foreign", "#none"].map((text) => ({ body: JSON.stringify({ text }) }))),
  }),
  "GET /api/shops/:shop/conversations": bearer(`conversations?order=${ORDERS.own}`, {
    others: () =>
      Promise.resolve([ORDERS.foreign, "x", "nowhere/standard/1"].map((order) => ({
        path: `/api/shops/demo/conversations?order=${encodeURIComponent(order)}`,
      }))),
  }),
  "POST /api/shops/:shop/conversations/answer": bearer("conversations/answer", {
    works: 202,
    body: said({ order: ORDERS.own, conversation: "own" }, "id-1"),
    others: () =>
      Promise.resolve(TALKS_OF_OTHERS.map((conversation) => ({ body: said(conversation, "id-2") }))),
  }),
  "POST /api/shops/:shop/conversations/close": bearer("conversations/close", {
    works: 202,
    body: said({ order: ORDERS.own, conversation: "own" }),
    others: () => Promise.resolve(TALKS_OF_OTHERS.map((conversation) => ({ body: said(conversation) }))),
  }),
  "GET /api/shops/:shop/mails": bearer("mails?state=failed", {
    also: () =>
      Promise.resolve([
        [ORDERS.foreign, "#foreign", "x", "nowhere/standard/1", `${ORDERS.own}/../../${ORDERS.foreign}`].map((
          order,
        ) => ({
          path: `/api/shops/demo/mails?order=${encodeURIComponent(order)}`,
        })),
        [`${ORDERS.foreign}/order_confirmation/`, "x", "nowhere/standard/1/order_confirmation/"].map((
          key,
        ) => ({
          path: `/api/shops/demo/mails?key=${encodeURIComponent(key)}`,
        })),
      ]),
    others: cursors("mails failed", "mails?state=failed", 4),
  }),
  "POST /api/shops/:shop/mails/again": bearer("mails/again", {
    works: 202,
    body: JSON.stringify({ key: `${ORDERS.own}/order_cancelled/` }),
    others: () =>
      Promise.resolve(
        [`${ORDERS.foreign}/order_cancelled/`, "x", "nowhere/standard/1/order_confirmation/"].map((key) => ({
          body: JSON.stringify({ key }),
        })),
      ),
  }),
  "GET /api/shops/:shop/settings": bearer("settings"),
  "PUT /api/shops/:shop/settings": bearer("settings?dry", { body: JSON.stringify(SHOP) }),
  "PATCH /api/shops/:shop/settings": bearer("settings?dry", {
    body: JSON.stringify({ withdrawal_days: 14 }),
  }),
  "PATCH /api/shops/:shop/settings/mails": bearer("settings/mails?dry", {
    body: JSON.stringify({ kinds: { order_confirmation: "off" } }),
  }),
  "GET /api/shops/:shop/unreachable": bearer("unreachable", { others: cursors("unreachable") }),
  "POST /api/shops/:shop/unreachable/correct": bearer("unreachable/correct", {
    works: 202,
    body: JSON.stringify({ order: ORDERS.own, email: "new@lovelace.example" }),
    others: () =>
      Promise.resolve(
        ORDERS_OF_OTHERS.map((order) => ({ body: JSON.stringify({ order, email: "a@b.example" }) })),
      ),
  }),
  "POST /api/shops/:shop/unreachable/dismiss": bearer("unreachable/dismiss", {
    works: 200,
    body: JSON.stringify({ order: ORDERS.own }),
    others: () => Promise.resolve(ORDERS_OF_OTHERS.map((order) => ({ body: JSON.stringify({ order }) }))),
  }),
  "POST /api/shops/:shop/alarms/dismiss": bearer("alarms/dismiss", {
    body: JSON.stringify({ alarm: "failed" }),
  }),
  "GET /api/shops/:shop/dead-letters": bearer("dead-letters", { others: cursors("dead-letters") }),
  "GET /api/shops/:shop/dead-letters/:id": bearer("dead-letters/own", { others: letters() }),
  "POST /api/shops/:shop/dead-letters/replay": bearer("dead-letters/replay", {
    works: 409,
    body: JSON.stringify({ id: "own" }),
    others: () => Promise.resolve(["foreign", "none"].map((id) => ({ body: JSON.stringify({ id }) }))),
  }),
  "GET /api/shops/:shop/spill": bearer("spill", { others: cursors("spill", "spill", 1) }),
  "POST /api/shops/:shop/spill/replay": bearer("spill/replay", { works: 202, body: JSON.stringify({}) }),
  "POST /api/shops/:shop/dead-letters/drop": bearer("dead-letters/drop", {
    works: 200,
    body: JSON.stringify({ source: "shopify", field: "none", rule: "none" }),
  }),
  "DELETE /api/shops/:shop/dead-letters/:id": bearer("dead-letters/own", { others: letters() }),
  "GET /api/shops/:shop/erasures": bearer("erasures"),
  "POST /api/shops/:shop/erasures/stop": bearer("erasures/stop", {
    works: 404,
    body: JSON.stringify({ source: "shopify" }),
  }),
  "GET /api/shops/:shop/people": bearer("people"),
  "POST /api/shops/:shop/people": bearer("people", {
    works: 202,
    body: JSON.stringify({ email: "new@kontor.example", name: "New", role: "agent" }),
  }),
  "PATCH /api/shops/:shop/people/:id": bearer("people/own-person", {
    body: JSON.stringify({ role: "viewer" }),
    others: () =>
      Promise.resolve(["foreign-person", "none"].map((id) => ({ path: `/api/shops/demo/people/${id}` }))),
  }),
  "DELETE /api/shops/:shop/people/:id": bearer("people/own-person", {
    others: () =>
      Promise.resolve(["foreign-person", "none"].map((id) => ({ path: `/api/shops/demo/people/${id}` }))),
  }),
  "GET /api/shops/:shop/chats": bearer("chats"),
  "PUT /api/shops/:shop/chats/:chat": bearer("chats/slack", {
    body: JSON.stringify({ url: "https://hooks.slack.com/services/T0/B0/x" }),
  }),
  // Slack is asked first, which these values never reach.
  "PUT /api/shops/:shop/chats/slack-app": bearer("chats/slack-app", {
    works: 422,
    body: JSON.stringify({ bot_token: "x", signing_secret: "x", channel: "x" }),
  }),
  "DELETE /api/shops/:shop/chats/slack-app": bearer("chats/slack-app", { works: 404 }),
  "DELETE /api/shops/:shop/chats/:chat": bearer("chats/slack", { works: 404 }),
  "POST /api/shops/:shop/send": bearer("send", {
    works: 202,
    body: JSON.stringify({
      id: "s-1",
      to: { email: "a@lovelace.example" },
      template: "reminder",
      data: { title: "Soon", text: "It ends." },
    }),
  }),
  "GET /api/shops/:shop/send/:id": bearer(`send/${"A".repeat(20)}.n.own`, {
    others: () =>
      Promise.resolve(
        [`${"B".repeat(20)}.n.own`, `${"A".repeat(20)}.n.none`, "x", "none"].map((id) => ({
          path: `/api/shops/demo/send/${id}`,
        })),
      ),
  }),
  "DELETE /api/shops/:shop/send/:id": bearer(`send/${"A".repeat(20)}.n.own`, {
    others: () =>
      Promise.resolve(
        [`${"B".repeat(20)}.n.own`, `${"A".repeat(20)}.n.none`, "none"].map((id) => ({
          path: `/api/shops/demo/send/${id}`,
        })),
      ),
  }),
  "GET /api/shops/:shop/webhooks": bearer("webhooks"),
  "POST /api/shops/:shop/webhooks": bearer("webhooks", {
    works: 201,
    body: JSON.stringify({ url: "https://erp.kontor.example/hook", types: ["message.*"] }),
  }),
  "PATCH /api/shops/:shop/webhooks/:id": bearer("webhooks/own-hook-001", {
    body: JSON.stringify({ state: "off" }),
    others: () =>
      Promise.resolve(["foreign-hook", "none"].map((id) => ({ path: `/api/shops/demo/webhooks/${id}` }))),
  }),
  "DELETE /api/shops/:shop/webhooks/:id": bearer("webhooks/own-hook-001", {
    others: () =>
      Promise.resolve(["foreign-hook", "none"].map((id) => ({ path: `/api/shops/demo/webhooks/${id}` }))),
  }),
  "POST /api/shops/:shop/webhooks/:id/rotate": bearer("webhooks/own-hook-001/rotate", {
    works: 201,
    others: () =>
      Promise.resolve(
        ["foreign-hook", "none"].map((id) => ({ path: `/api/shops/demo/webhooks/${id}/rotate` })),
      ),
  }),
  "POST /api/shops/:shop/webhooks/:id/test": bearer("webhooks/own-hook-001/test", {
    works: 202,
    others: () =>
      Promise.resolve(
        ["foreign-hook", "none"].map((id) => ({ path: `/api/shops/demo/webhooks/${id}/test` })),
      ),
  }),
  "POST /api/shops/:shop/webhooks/:id/replay": bearer("webhooks/own-hook-001/replay", {
    works: 202,
    body: JSON.stringify({}),
    others: () =>
      Promise.resolve(
        ["foreign-hook", "none"].map((id) => ({ path: `/api/shops/demo/webhooks/${id}/replay` })),
      ),
  }),
  "GET /api/shops/:shop/webhooks/:id/events": bearer("webhooks/own-hook-001/events", {
    others: () =>
      Promise.resolve(
        ["foreign-hook", "none"].map((id) => ({ path: `/api/shops/demo/webhooks/${id}/events` })),
      ),
  }),
  "GET /api/shops/:shop/tokens": bearer("tokens"),
  "POST /api/shops/:shop/tokens": bearer("tokens", {
    works: 201,
    body: JSON.stringify({ name: "ERP", scopes: ["read"] }),
  }),
  "DELETE /api/shops/:shop/tokens/:id": bearer("tokens/own-token-01", {
    others: () =>
      Promise.resolve(["foreign-toke", "none"].map((id) => ({ path: `/api/shops/demo/tokens/${id}` }))),
  }),
  "GET /api/shops/:shop/ways": bearer("ways"),
  "PUT /api/shops/:shop/ways/:way": bearer("ways/telegram", {
    body: JSON.stringify({
      bot_token: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0",
      bot_username: "kontor_bot",
      webhook_secret: "not-a-real-secret-0123",
    }),
  }),
  "DELETE /api/shops/:shop/ways/:way": bearer("ways/whatsapp", { works: 404 }),
  "POST /api/shops/:shop/ways/:way/check": bearer("ways/whatsapp/check", { works: 404 }),
  "GET /api/shops/:shop/senders": bearer("senders"),
  "POST /api/shops/:shop/senders/:source/secret": bearer("senders/standard/secret", {
    works: 201,
    body: JSON.stringify({}),
    others: () => Promise.resolve([{ path: "/api/shops/demo/senders/none/secret" }]),
  }),
  "DELETE /api/shops/:shop/senders/:source/old-secrets": bearer("senders/standard/old-secrets", {
    others: () => Promise.resolve([{ path: "/api/shops/demo/senders/none/old-secrets" }]),
  }),
  "GET /api/shops/:shop/audit": bearer("audit", { others: cursors("audit") }),
  "GET /api/shops/:shop/ignored": bearer("ignored", { others: cursors("ignored") }),
  "GET /api/shops/:shop/figures": bearer("figures"),
  "GET /api/shops/:shop/figures/year": bearer("figures/year"),
  "GET /api/shops/:shop/figures/file": bearer("figures/file?table=kinds"),
  "GET /api/shops/:shop/figures/digests": bearer("figures/digests"),
  "POST /api/shops/:shop/figures/done": bearer("figures/done", {
    works: 404,
    body: JSON.stringify({ id: "id-21", name: "late", words: "Called them" }),
  }),
  "GET /api/shops/:shop/parked": bearer("parked", { others: cursors("parked", "parked", 3) }),
  "GET /assets/page.css": open("/assets/page.css", FOREVER),
  "GET /assets/live.js": open("/assets/live.js", FOREVER),
  "GET /assets/desk.js": open("/assets/desk.js", FOREVER),
  "GET /assets/favicon.svg": open("/assets/favicon.svg", FOREVER),
  "GET /assets/dev.css": open("/assets/dev.css", FOREVER),
  "GET /assets/desk.css": open("/assets/desk.css", FOREVER),
  "GET /assets/api.css": open("/assets/api.css", FOREVER),
  "GET /admin": open("/admin", NO_STORE),
  "POST /admin": open("/admin", NO_STORE, {
    works: 400,
    body: new URLSearchParams({ shop: "demo", token: "x" }),
  }),
  "POST /admin/~code": open("/admin/~code", NO_STORE, {
    works: 400,
    body: new URLSearchParams({ shop: "demo", email: "a@kontor.example" }),
  }),
  // Whoever has no invitation finds none.
  "GET /admin/~join/:token": open("/admin/~join/x", NO_STORE, { works: 404 }),
  ...DESK_ROUTES,
  "GET /o/:token/invoice.pdf": page("order", "/o/:token/invoice.pdf", { works: 404 }),
  "GET /o/:token": page("order", "/o/:token"),
  "GET /o/:token/receipt": page("order", "/o/:token/receipt"),
  "GET /o/:token/labels/:name": page("order", "/o/:token/labels/l1", { works: 404 }),
  "GET /o/:token/delivery.ics": page("order", "/o/:token/delivery.ics"),
  "GET /o/:token/gift": page("order", "/o/:token/gift", { works: 303 }),
  "GET /o/:token/orders": page("order", "/o/:token/orders", { works: 303, proven: true }),
  // Answers everybody alike: only a mail tells whether the token was one.
  "POST /o/:token/fresh": page("order", "/o/:token/fresh", { works: 202 }),
  "GET /o/:token/mails": page("order", "/o/:token/mails"),
  "GET /o/:token/mails/:id": page("order", `/o/:token/mails/${MAIL_ID}`, { proven: true, others: mails("") }),
  "GET /o/:token/mails/:id/html": page("order", `/o/:token/mails/${MAIL_ID}/html`, {
    others: mails("/html"),
  }),
  "POST /o/:token/chat": page("order", "/o/:token/chat", {
    form: { action: "chat", about: "order", fields: { words: "Is it loud?" } },
    works: 303,
    proven: true,
  }),
  // Without what the page shows it is told once and not held.
  "GET /o/:token/chat/events": page("order", "/o/:token/chat/events", { proven: true }),
  "POST /o/:token/chat/here": page("order", "/o/:token/chat/here", {
    form: { action: "chat", about: "order", fields: { seen: "1" } },
    works: 204,
    proven: true,
  }),
  "GET /o/:token/unhelped": page("order", "/o/:token/unhelped"),
  "POST /o/:token/unhelped": page("order", "/o/:token/unhelped", {
    form: { action: "unhelped", about: "order", fields: { words: "No" } },
    works: 303,
  }),
  "GET /o/:token/reply": page("order", "/o/:token/reply"),
  "POST /o/:token/reply": page("order", "/o/:token/reply", {
    form: { action: "reply", about: "order", fields: { to: "none", words: "Yes" } },
    works: 404,
  }),
  "GET /o/:token/preferences": page("order", "/o/:token/preferences", { works: 303 }),
  ...privacy("order", "/o/:token"),
  ...privacy("history", "/h/:token"),
  "GET /u/:token": page("preferences", "/u/:token"),
  "POST /u/:token": page("preferences", "/u/:token", {
    form: { action: "preferences", about: "order", fields: { language: "fr" } },
    works: 303,
  }),
  "GET /n/:token": { by: "reader", path: "/n/:token", works: 200, cache: NO_STORE },
  "POST /n/:token": { by: "reader", path: "/n/:token", works: 200, cache: NO_STORE },
  "GET /h/:token": page("history", "/h/:token"),
  "GET /x/:token": page("export", "/x/:token"),
  "POST /x/:token": page("export", "/x/:token", { form: { action: "export", about: "customer" } }),
  "GET /g/:token": page("gift", "/g/:token"),
  "GET /p/:token": page("gift_contents", "/p/:token"),
  "GET /a/:token": page("correction", "/a/:token"),
  "POST /a/:token": page("correction", "/a/:token", {
    form: { action: "correction", about: "order", fields: { email: "right@lovelace.example" } },
    works: 303,
  }),
  "GET /r/:token": page("rescue", "/r/:token"),
  "POST /r/:token": page("rescue", "/r/:token", {
    form: { action: "rescue", about: "order", fields: { email: "right@lovelace.example" } },
    works: 303,
  }),
  // A picture whose address nobody signed.
  "GET /i/:token": open("/i/x", NO_STORE, { works: 404 }),
  "GET /": open("/", NO_STORE),
  "GET /s/:shop": open("/s/demo", NO_STORE, { works: 302, others: shops("") }),
  "GET /s/:shop/*": open("/s/demo/else", NO_STORE, { works: 302, others: shops("/else") }),
  "GET /s/:shop/orders": open("/s/demo/orders", NO_STORE, { others: shops("/orders") }),
  "POST /s/:shop/orders": open("/s/demo/orders", NO_STORE, {
    works: 202,
    body: new URLSearchParams({ email: "ada@lovelace.example" }),
    others: shops("/orders"),
  }),
  "GET /dev": open("/dev", NO_STORE, { works: 302 }),
  "GET /dev/mail": open("/dev/mail", NO_STORE),
  "GET /dev/mail/:id": open("/dev/mail/:captured", NO_STORE, { others: captured("") }),
  "GET /dev/mail/:id/html": open("/dev/mail/:captured/html", NO_STORE, { others: captured("/html") }),
  "GET /dev/mail/:id/:part{text|source}": open("/dev/mail/:captured/text", NO_STORE, {
    others: captured("/text"),
  }),
};

const TALKS_OF_OTHERS = [
  { order: ORDERS.own, conversation: "neighbour" },
  { order: ORDERS.neighbour, conversation: "own" },
  { order: ORDERS.unknown, conversation: "own" },
  { order: ORDERS.own, conversation: "unknown" },
] as const;

function said(conversation: { readonly order: string; readonly conversation: string }, id?: string): string {
  return JSON.stringify({ ...conversation, ...(id === undefined ? {} : { id, message: "Soon" }) });
}

/** Cursors of another list and of another shop open nothing, like one that nobody sealed. */
function cursors(list: string, path: string = list, parts = 2) {
  return async () => {
    const ports = portsOf(env as never);
    const at = ["a", "b", "c", "d"].slice(0, parts);
    const sealed = await Promise.all(
      [["other", list.replace("-", " ")], ["demo", "nothing"]].map(([shop, of]) =>
        sealCursor(ports, shop!, of!, at)
      ),
    );
    return [...sealed, "x"].map((after) => ({
      path: `/api/shops/demo/${path}${path.includes("?") ? "&" : "?"}after=${after}`,
    }));
  };
}

/** Another shop's case, and one that does not exist. */
function foreignCases(tail: string, body?: unknown) {
  return () =>
    Promise.resolve(
      ["foreign", "none", "x".repeat(200)].map((id) => ({
        path: `/api/shops/demo/cases/${id}${tail}`,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })),
    );
}

function letters() {
  return () =>
    Promise.resolve(["foreign", "none"].map((id) => ({ path: `/api/shops/demo/dead-letters/${id}` })));
}

function shops(tail: string) {
  return () =>
    Promise.resolve(
      ["DEMO", "demo%2F..", "~", "x".repeat(200), "nobody"].map((shop) => ({ path: `/s/${shop}${tail}` })),
    );
}

function captured(tail: string) {
  return () =>
    Promise.resolve(
      ["..%2Fsent%2Fdemo", "0000000000000-0000000000000000", "x".repeat(300), "none"].map((id) => ({
        path: `/dev/mail/${id}${tail}`,
      })),
    );
}
