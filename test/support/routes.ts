/** Every route of the Worker: how its owner uses it, which ids stand in it, what caches may keep of it. A route that is not named here fails the test. */
import { env } from "cloudflare:workers";
import { captureChannel, listCaptured } from "../../src/channels/capture.ts";
import { formToken } from "../../src/doors/pages/form.ts";
import { portsOf } from "../../src/doors/ports.ts";
import type { Purpose } from "../../src/links/signed_link.ts";
import { insertConversation, insertMessage } from "../../src/store/conversations.ts";
import { NOW_MS } from "./cast.ts";
import {
  API_TOKENS,
  type Asked,
  customerOf,
  deskName,
  deskSession,
  ORDERS,
  readerOf,
  sessionOf,
  tokenOf,
} from "./strangers.ts";

/** The form that a POST wants, as the page gives it. */
export interface FormOf {
  readonly action: string;
  readonly about: "order" | "customer" | "desk";
  readonly fields?: Readonly<Record<string, string>>;
}

export interface Route {
  /** By whose token it is opened: a signed link, a reader's token, a store's bearer token, or none. */
  readonly by: Purpose | "reader" | "bearer" | "none";
  /** The request with the token in place of `:token`. */
  readonly path: string;
  /** What its owner is answered. */
  readonly works: number;
  readonly cache: string;
  readonly body?: BodyInit;
  readonly form?: FormOf;
  /** Only after a code; without one, whoever asks is sent to prove it. */
  readonly proven?: true;
  /** Other ids in the request, each replaced by what is another's or no id at all. The last answers as unknown does. */
  readonly others?: () => Promise<readonly Partial<Asked>[]>;
  /** Where a route takes ids of several kinds: the same for each of the others. */
  readonly also?: () => Promise<readonly (readonly Partial<Asked>[])[]>;
}

const NO_STORE = "no-store";
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
  path: `/api/stores/demo/${path}`,
  works: 200,
  cache: NO_STORE,
  ...more,
});
const desk = (path: string, more: Partial<Route> = {}): Route => ({
  by: "desk",
  path: `/admin/demo${path}`,
  works: 200,
  cache: NO_STORE,
  ...more,
});
const deskForm = (path: string, name: string, fields: Record<string, string>, works = 303): Route =>
  desk(path, { form: { action: `desk ${name}`, about: "desk", fields }, works });
const open = (path: string, cache: string, more: Partial<Route> = {}): Route => ({
  by: "none",
  path,
  works: 200,
  cache,
  ...more,
});

const DESK_MAIL = idOf(`${ORDERS.own}/order_confirmation/`);
function deskMails(tail: string) {
  const keys = [
    `${ORDERS.foreign}/order_confirmation/`,
    "x",
    "nowhere/standard/1/order_confirmation/",
    "demo/standard/none/order_confirmation/",
  ];
  return () => Promise.resolve(keys.map((key) => ({ path: `/admin/demo/mails/${idOf(key)}${tail}` })));
}

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
  problem: [page("order", "/o/:token/problem"), action("problem", { what: "damaged", words: "Broken" })],
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

export const ROUTES: Readonly<Record<string, Route>> = {
  "POST /hooks/:store/:source": open("/hooks/demo/standard", "", {
    works: 401,
    body: "{}",
    others: () =>
      Promise.resolve(
        ["nobody", "DEMO", "~", "x".repeat(200)].map((store) => ({ path: `/hooks/${store}/standard` })),
      ),
  }),
  "GET /healthz": open("/healthz", NO_STORE),
  "GET /schema/events.json": open("/schema/events.json", "public, max-age=3600"),
  "GET /api/stores/:store/suppressions": bearer("suppressions", { others: cursors("suppressions") }),
  "POST /api/stores/:store/suppressions": bearer("suppressions", {
    body: JSON.stringify({ email: "a@b.example", class: "care", reason: "blocked" }),
  }),
  "DELETE /api/stores/:store/suppressions": bearer("suppressions", {
    body: JSON.stringify({ email: "a@b.example", class: "care" }),
  }),
  "GET /api/stores/:store/conversations": bearer(`conversations?order=${ORDERS.own}`, {
    others: () =>
      Promise.resolve([ORDERS.foreign, "x", "nowhere/standard/1"].map((order) => ({
        path: `/api/stores/demo/conversations?order=${encodeURIComponent(order)}`,
      }))),
  }),
  "POST /api/stores/:store/conversations/answer": bearer("conversations/answer", {
    works: 202,
    body: said({ order: ORDERS.own, conversation: "own" }, "id-1"),
    others: () => Promise.resolve(TALKS_OF_OTHERS.map((talk) => ({ body: said(talk, "id-2") }))),
  }),
  "POST /api/stores/:store/conversations/close": bearer("conversations/close", {
    works: 202,
    body: said({ order: ORDERS.own, conversation: "own" }),
    others: () => Promise.resolve(TALKS_OF_OTHERS.map((talk) => ({ body: said(talk) }))),
  }),
  "GET /api/stores/:store/mails": bearer("mails?state=failed", {
    also: () =>
      Promise.resolve([
        [ORDERS.foreign, "#foreign", "x", "nowhere/standard/1", `${ORDERS.own}/../../${ORDERS.foreign}`].map((
          order,
        ) => ({
          path: `/api/stores/demo/mails?order=${encodeURIComponent(order)}`,
        })),
        [`${ORDERS.foreign}/order_confirmation/`, "x", "nowhere/standard/1/order_confirmation/"].map((
          key,
        ) => ({
          path: `/api/stores/demo/mails?key=${encodeURIComponent(key)}`,
        })),
      ]),
    others: () =>
      Promise.resolve(
        [`${ORDERS.foreign}/order_confirmation/`, "x", "nowhere/standard/1/order_confirmation/"].map((
          key,
        ) => ({
          path: `/api/stores/demo/mails?state=failed&after=${encodeURIComponent(key)}`,
        })),
      ),
  }),
  "POST /api/stores/:store/mails/again": bearer("mails/again", {
    works: 202,
    body: JSON.stringify({ key: `${ORDERS.own}/order_cancelled/` }),
    others: () =>
      Promise.resolve(
        [`${ORDERS.foreign}/order_cancelled/`, "x", "nowhere/standard/1/order_confirmation/"].map((key) => ({
          body: JSON.stringify({ key }),
        })),
      ),
  }),
  "GET /api/stores/:store/ignored": bearer("ignored"),
  "GET /api/stores/:store/figures": bearer("figures"),
  "GET /api/stores/:store/parked": bearer("parked", { others: cursors("parked") }),
  "GET /assets/page.css": open("/assets/page.css", FOREVER),
  "GET /assets/live.js": open("/assets/live.js", FOREVER),
  "GET /assets/favicon.svg": open("/assets/favicon.svg", FOREVER),
  "GET /assets/dev.css": open("/assets/dev.css", FOREVER),
  "GET /assets/desk.css": open("/assets/desk.css", FOREVER),
  "GET /admin": open("/admin", NO_STORE),
  "POST /admin": open("/admin", NO_STORE, {
    works: 400,
    body: new URLSearchParams({ store: "demo", token: "x" }),
  }),
  "GET /admin/:store": desk(""),
  "GET /admin/:store/mails": desk("/mails"),
  "POST /admin/:store/mails/again": deskForm("/mails/again", "again", {
    key: `${ORDERS.own}/order_cancelled/`,
  }),
  "GET /admin/:store/mails/:id": desk(`/mails/${DESK_MAIL}`, { others: deskMails("") }),
  "GET /admin/:store/mails/:id/html": desk(`/mails/${DESK_MAIL}/html`, { others: deskMails("/html") }),
  "GET /admin/:store/mails/:id/eml": desk(`/mails/${DESK_MAIL}/eml`, { others: deskMails("/eml") }),
  "GET /admin/:store/orders": desk(`/orders?id=${ORDERS.own}`, {
    others: () =>
      Promise.resolve([ORDERS.foreign, "x", "nowhere/standard/1", ORDERS.unknown].map((id) => ({
        path: `/admin/demo/orders?id=${encodeURIComponent(id)}`,
      }))),
  }),
  "POST /admin/:store/orders/answer": deskForm("/orders/answer", "answer", {
    order: ORDERS.own,
    conversation: "own",
    message: "Soon",
  }),
  "POST /admin/:store/orders/close": deskForm("/orders/close", "close", {
    order: ORDERS.own,
    conversation: "own",
  }),
  "GET /admin/:store/suppressions": desk("/suppressions"),
  "POST /admin/:store/suppressions/find": deskForm(
    "/suppressions/find",
    "find",
    { email: "a@b.example" },
    200,
  ),
  "POST /admin/:store/suppressions/add": deskForm("/suppressions/add", "suppress", {
    email: "a@b.example",
    class: "all",
  }),
  "POST /admin/:store/suppressions/release": deskForm("/suppressions/release", "release", {
    email: "a@b.example",
    class: "all",
  }),
  "POST /admin/:store/suppressions/import": deskForm("/suppressions/import", "import", {}, 422),
  "GET /admin/:store/suppressions/export/:file{list\\.(csv|jsonl)}": desk("/suppressions/export/list.csv"),
  "GET /admin/:store/waiting": desk("/waiting"),
  "GET /admin/:store/channels": desk("/channels"),
  "GET /admin/:store/domain": desk("/domain"),
  "POST /admin/:store/domain": deskForm("/domain", "check", {}, 200),
  "POST /admin/:store/out": deskForm("/out", "out", {}),
  "GET /o/:token/invoice.pdf": page("order", "/o/:token/invoice.pdf", { works: 404 }),
  "GET /o/:token": page("order", "/o/:token"),
  "GET /o/:token/receipt": page("order", "/o/:token/receipt"),
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
  "GET /s/:store/orders": open("/s/demo/orders", NO_STORE, { others: stores("/orders") }),
  "POST /s/:store/orders": open("/s/demo/orders", NO_STORE, {
    works: 202,
    body: new URLSearchParams({ email: "ada@lovelace.example" }),
    others: stores("/orders"),
  }),
  "GET /dev": open("/dev", NO_STORE, { works: 302 }),
  "GET /dev/mail": open("/dev/mail", NO_STORE),
  "GET /dev/mail/:id": open("/dev/mail/:captured", NO_STORE, { others: captured("") }),
  "GET /dev/mail/:id/html": open("/dev/mail/:captured/html", NO_STORE, { others: captured("/html") }),
  "GET /dev/mail/:id/:part{text|source}": open("/dev/mail/:captured/text", NO_STORE, {
    others: captured("/text"),
  }),
};

/** What the table's own ids name. */
export async function fill(): Promise<void> {
  const { DB, MAIL } = env;
  await captureChannel(MAIL, () => NOW_MS).send({
    idempotency_key: "k",
    kind: "order_confirmation",
    order_number: "#own",
    raw: "Subject: x\r\n\r\nx",
    mail: { to: { email: "ada@lovelace.example" }, subject: "x" },
  } as never);
  const sent =
    "insert into messages (subject, kind, about, state, dated_at, settled_at) values (?, ?, '', ?, 0, 1) on conflict do update set state = excluded.state, due_at = null";
  await DB.batch([
    ...[ORDERS.own, ORDERS.neighbour, ORDERS.foreign].flatMap((order) => [
      DB.prepare(sent).bind(order, "order_confirmation", "sent"),
      DB.prepare(sent).bind(order, "order_cancelled", "failed"),
    ]),
    ...[[ORDERS.own, "own"], [ORDERS.neighbour, "neighbour"], [ORDERS.foreign, "foreign"]].flatMap((
      [order, id],
    ) => [
      insertConversation(DB, order!, { id: id!, topic: "?" }, NOW_MS),
      insertMessage(DB, order!, { conversation: id!, id: "1", author: "customer", words: "?" }, NOW_MS),
    ]),
  ]);
  await MAIL.put(`sent/${ORDERS.own}/order_confirmation/`, "Subject: x\r\n\r\nx");
}

/** The owner's request. */
export async function ownRequest(name: string, route: Route): Promise<Asked> {
  const method = name.split(" ")[0]!;
  const token = route.by === "reader"
    ? await readerOf("demo")
    : route.by === "bearer" || route.by === "none" || route.by === "desk"
    ? ""
    : await tokenOf(route.by);
  const caught = route.path.includes(":captured") ? (await listCaptured(env.MAIL, 1))[0]!.id : "";
  return {
    method,
    path: route.path.replace(":token", token).replace(":captured", caught),
    headers: {
      ...(route.by === "bearer" ? { Authorization: `Bearer ${API_TOKENS.demo}` } : {}),
      ...(route.by === "desk" ? await deskSession("demo") : {}),
      ...(route.proven === true || (route.by === "order" && route.path.includes("/html"))
        ? await sessionOf("own")
        : {}),
    },
    ...(route.form === undefined
      ? (route.body === undefined
        ? (method === "POST" ? { body: new FormData() } : {})
        : { body: route.body })
      : { body: await formFor(route.form) }),
  };
}

export async function formFor(
  { action, about, fields = {} }: FormOf,
  given: { readonly action?: string; readonly whose?: "own" | "neighbour"; readonly token?: string } = {},
): Promise<FormData> {
  const whose = given.whose ?? "own";
  const subject = about === "desk"
    ? `${whose === "own" ? "demo" : "other"}\nsession ${await deskName("demo")}`
    : about === "order"
    ? ORDERS[whose]
    : await customerOf(whose);
  const form = new FormData();
  form.set(
    "form",
    given.token ?? await formToken(portsOf(env as never), subject, given.action ?? action, NOW_MS),
  );
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

const TALKS_OF_OTHERS = [
  { order: ORDERS.own, conversation: "neighbour" },
  { order: ORDERS.neighbour, conversation: "own" },
  { order: ORDERS.unknown, conversation: "own" },
  { order: ORDERS.own, conversation: "unknown" },
] as const;

function said(talk: { readonly order: string; readonly conversation: string }, id?: string): string {
  return JSON.stringify({ ...talk, ...(id === undefined ? {} : { id, message: "Soon" }) });
}

/** Cursors of another list and of another store open nothing, like one that nobody sealed. */
function cursors(list: string) {
  return async () => {
    const { sealCursor } = await import("../../src/doors/cursor.ts");
    const ports = portsOf(env as never);
    const at = list === "parked" ? ["a", "b", "c"] : ["a", "b"];
    const sealed = await Promise.all(
      [["other", list], ["demo", "nothing"]].map(([store, of]) => sealCursor(ports, store!, of!, at)),
    );
    return [...sealed, "x"].map((after) => ({ path: `/api/stores/demo/${list}?after=${after}` }));
  };
}

function stores(tail: string) {
  return () =>
    Promise.resolve(
      ["DEMO", "demo%2F..", "~", "x".repeat(200), "nobody"].map((store) => ({ path: `/s/${store}${tail}` })),
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

function idOf(key: string): string {
  return new TextEncoder().encode(key).toBase64({ alphabet: "base64url", omitPadding: true });
}
