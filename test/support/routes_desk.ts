/** The routes of the shop's desk, as the table of routes has them. */
import { idOf, NO_STORE, type Route } from "./route.ts";
import { ORDERS } from "./strangers.ts";

const desk = (path: string, more: Partial<Route> = {}): Route => ({
  by: "desk",
  path: `/admin/demo${path}`,
  works: 200,
  cache: NO_STORE,
  role: "viewer",
  ...more,
});
const deskForm = (
  path: string,
  name: string,
  fields: Record<string, string>,
  more: Partial<Route> = {},
): Route =>
  desk(path, {
    form: { action: `desk ${name}`, about: "desk", fields },
    works: 303,
    role: "agent",
    act: null,
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

function deskCases(tail: string) {
  return () =>
    Promise.resolve(
      ["foreign", "none", "x".repeat(200)].map((id) => ({ path: `/admin/demo/cases/${id}${tail}` })),
    );
}

export const DESK_ROUTES: Readonly<Record<string, Route>> = {
  "GET /admin/:shop": desk(""),
  "GET /admin/:shop/cases": desk("/cases"),
  "GET /admin/:shop/cases/:id": desk("/cases/own", { others: deskCases("") }),
  "GET /admin/:shop/cases/:id/files/:entry/:file{\\d+}": desk("/cases/own/files/1/0", {
    others: deskCases("/files/1/0"),
  }),
  "GET /admin/:shop/cases/:id/mails/:entry": desk("/cases/own/mails/1", { others: deskCases("/mails/1") }),
  "GET /admin/:shop/cases/:id/mails/:entry/eml": desk("/cases/own/mails/1/eml", {
    others: deskCases("/mails/1/eml"),
  }),
  // Without what the page shows it is told once and not held.
  "GET /admin/:shop/cases/:id/events": desk("/cases/own/events", { others: deskCases("/events") }),
  "POST /admin/:shop/cases/:id/here": deskForm("/cases/own/here", "case", { writing: "yes" }, {
    works: 204,
    act: null,
  }),
  "POST /admin/:shop/cases/:id/answer": deskForm("/cases/own/answer", "case answer", {
    words: "Soon",
    do: "wait",
  }, { act: "case.answer" }),
  "POST /admin/:shop/cases/:id/:act{solve|dismiss|reopen|take|leave|give|snooze|file|merge|link|decide}":
    deskForm(
      "/cases/own/take",
      "case",
      {},
      { act: "case.take" },
    ),
  "GET /admin/:shop/returns": desk("/returns"),
  "GET /admin/:shop/returns/picture": desk("/returns/picture?order=demo/standard/1&return=page-x&n=1", {
    works: 404,
  }),
  "POST /admin/:shop/returns/decide": deskForm("/returns/decide", "return", {
    order: ORDERS.own,
    return: "none",
    do: "approve",
  }),
  "GET /admin/:shop/stock": desk("/stock"),
  "GET /admin/:shop/stock/item": desk("/stock/item?sku=MILL", {
    others: () =>
      Promise.resolve(["FOREIGN", "none"].map((sku) => ({ path: `/admin/demo/stock/item?sku=${sku}` }))),
  }),
  "POST /admin/:shop/stock/say": deskForm("/stock/say", "stock", { sku: "MILL", do: "back" }, {
    act: "stock.back",
  }),
  "GET /admin/:shop/feedback": desk("/feedback"),
  "POST /admin/:shop/feedback/answer": deskForm("/feedback/answer", "rating", {
    order: ORDERS.own,
    words: "Sorry to hear that",
  }, { act: "rating.answer" }),
  "GET /admin/:shop/mails": desk("/mails"),
  "POST /admin/:shop/mails/again": deskForm("/mails/again", "again", {
    key: `${ORDERS.own}/order_cancelled/`,
  }, { act: "mail.send_again" }),
  "GET /admin/:shop/mails/kinds": desk("/mails/kinds"),
  "GET /admin/:shop/mails/kinds/:kind": desk("/mails/kinds/order_confirmation?order=own"),
  "GET /admin/:shop/mails/kinds/:kind/html": desk("/mails/kinds/order_confirmation/html?order=own"),
  "POST /admin/:shop/mails/kinds/:kind/texts": deskForm(
    "/mails/kinds/order_confirmation/texts?locale=en",
    "texts",
    {
      "text-subject": "Got it: {number}",
      do: "live",
    },
    { role: "owner", act: "texts.changed" },
  ),
  "POST /admin/:shop/mails/kinds/:kind/back": deskForm("/mails/kinds/order_confirmation/back", "texts", {
    version: "none",
  }, { role: "owner" }),
  "GET /admin/:shop/mails/own": desk("/mails/own"),
  "GET /admin/:shop/mails/own/:name": desk("/mails/own/own-welcome"),
  "GET /admin/:shop/mails/own/:name/html": desk("/mails/own/own-welcome/html", {
    others: () =>
      Promise.resolve(["foreign-welcome", "none"].map((name) => ({
        path: `/admin/demo/mails/own/${name}/html`,
      }))),
  }),
  "POST /admin/:shop/mails/own/make": deskForm("/mails/own/make", "template", { name: "own-other" }, {
    role: "owner",
  }),
  "POST /admin/:shop/mails/own/:name/save": deskForm(
    "/mails/own/own-welcome/save?locale=en",
    "template",
    { subject: "Hello", format: "markdown", body: "Hello {{shop_name}}", lane: "now", do: "live" },
    { role: "owner", act: "template.changed" },
  ),
  "POST /admin/:shop/mails/own/:name/back": deskForm("/mails/own/own-welcome/back", "template", {
    version: "none",
  }, { role: "owner" }),
  "POST /admin/:shop/mails/own/:name/delete": deskForm("/mails/own/own-welcome/delete", "template", {}, {
    role: "owner",
    act: "template.deleted",
  }),
  "GET /admin/:shop/mails/:id": desk(`/mails/${DESK_MAIL}`, { others: deskMails("") }),
  "GET /admin/:shop/mails/:id/html": desk(`/mails/${DESK_MAIL}/html`, { others: deskMails("/html") }),
  "GET /admin/:shop/mails/:id/eml": desk(`/mails/${DESK_MAIL}/eml`, { others: deskMails("/eml") }),
  // It repeats what was sought; that this is never another shop's order is held in desk_orders.test.ts.
  "GET /admin/:shop/orders": desk("/orders?id=standard/1"),
  "GET /admin/:shop/orders/dispute": desk("/orders/dispute?id=standard/1&as=pdf", {
    role: "agent",
    others: () =>
      Promise.resolve(["standard/none", "x"].map((id) => ({
        path: `/admin/demo/orders/dispute?id=${encodeURIComponent(id)}&as=pdf`,
      }))),
  }),
  "POST /admin/:shop/orders/find": deskForm("/orders/find", "seek", { number: "#own" }, { role: "viewer" }),
  "POST /admin/:shop/orders/answer": deskForm("/orders/answer", "answer", {
    order: ORDERS.own,
    conversation: "own",
    message: "Soon",
  }, { act: "case.answer" }),
  "POST /admin/:shop/orders/close": deskForm("/orders/close", "close", {
    order: ORDERS.own,
    conversation: "own",
  }, { act: "case.solve" }),
  "POST /admin/:shop/orders/correct": deskForm("/orders/correct", "correct", {
    order: ORDERS.own,
    email: "new@lovelace.example",
  }, { act: "address.correct" }),
  "POST /admin/:shop/orders/hold": deskForm("/orders/hold", "hold", {
    order: ORDERS.own,
    reason: "Asks for a voice call first",
    until: "2026-11-30",
  }, { act: "messages.hold" }),
  // Nothing is held in the table's order.
  "POST /admin/:shop/orders/release": deskForm("/orders/release", "hold", { order: ORDERS.own }),
  "POST /admin/:shop/orders/delivery": deskForm("/orders/delivery", "delivery", {
    order: ORDERS.own,
    name: "Ada",
    street: "New Street 1",
    city: "Berlin",
  }, { act: "delivery.correct" }),
  "POST /admin/:shop/orders/write": deskForm("/orders/write", "write", {
    order: ORDERS.own,
    topic: "Your order",
    words: "One question",
  }, { act: "case.write" }),
  "GET /admin/:shop/deliverability": desk("/deliverability"),
  "GET /admin/:shop/suppressions": desk("/suppressions"),
  "POST /admin/:shop/suppressions/find": deskForm(
    "/suppressions/find",
    "find",
    { email: "a@b.example" },
    { works: 200, role: "viewer" },
  ),
  "POST /admin/:shop/suppressions/add": deskForm("/suppressions/add", "suppress", {
    email: "a@b.example",
    class: "all",
  }, { act: "suppression.add" }),
  "POST /admin/:shop/suppressions/release": deskForm("/suppressions/release", "release", {
    email: "a@b.example",
    class: "all",
  }),
  "POST /admin/:shop/suppressions/import": deskForm("/suppressions/import", "import", {}, { works: 422 }),
  "GET /admin/:shop/suppressions/export/:file{list\\.(csv|jsonl)}": desk("/suppressions/export/list.csv", {
    role: "agent",
  }),
  "GET /admin/:shop/waiting": desk("/waiting"),
  "GET /admin/:shop/unreachable": desk("/unreachable"),
  "POST /admin/:shop/unreachable/correct": deskForm("/unreachable/correct", "correct", {
    order: ORDERS.own,
    email: "new@lovelace.example",
  }, { act: "address.correct" }),
  "POST /admin/:shop/unreachable/dismiss": deskForm(
    "/unreachable/dismiss",
    "correct",
    { order: ORDERS.own },
    { act: "address.dismiss" },
  ),
  "POST /admin/:shop/alarms/dismiss": deskForm("/alarms/dismiss", "alarm", { alarm: "failed" }, {
    act: "alarm.dismiss",
  }),
  "GET /admin/:shop/settings": desk("/settings"),
  "POST /admin/:shop/settings/shadow": deskForm("/settings/shadow", "settings", { shadow: "on" }, {
    role: "owner",
    act: "settings.changed",
  }),
  "POST /admin/:shop/settings/kinds": deskForm("/settings/kinds", "settings", { feedback_request: "off" }, {
    role: "owner",
    act: "settings.changed",
  }),
  "POST /admin/:shop/settings/copies/add": deskForm("/settings/copies/add", "settings", {
    kind: "order_confirmation",
    email: "a@reviews.example",
  }, { role: "owner", act: "settings.changed" }),
  "POST /admin/:shop/settings/copies/remove": deskForm("/settings/copies/remove", "settings", {
    kind: "order_confirmation",
    email: "a@reviews.example",
  }, { role: "owner" }),
  "POST /admin/:shop/settings/orders/add": deskForm(
    "/settings/orders/add",
    "settings",
    { tags: "no mails" },
    { role: "owner", act: "settings.changed" },
  ),
  "POST /admin/:shop/settings/orders/remove": deskForm("/settings/orders/remove", "settings", { rule: "0" }, {
    role: "owner",
  }),
  "POST /admin/:shop/settings/marketplaces": deskForm("/settings/marketplaces", "settings", {
    sub_orders: "on",
  }, {
    role: "owner",
    act: "settings.changed",
  }),
  "GET /admin/:shop/settings/:part{brand|promises|answers}": desk("/settings/brand"),
  "POST /admin/:shop/settings/:part{brand|promises|answers}": deskForm("/settings/answers", "settings", {
    "support.signature": "Kontor",
  }, { role: "owner", works: 422 }),
  "POST /admin/:shop/settings/canned/:act{add|change|remove}": deskForm("/settings/canned/add", "settings", {
    title: "Ask for a photo",
    words: "Could you send one?",
  }, { act: "settings.changed" }),
  "GET /admin/:shop/settings/senders": desk("/settings/senders"),
  "GET /admin/:shop/settings/senders/:source": desk("/settings/senders/standard", {
    others: () => Promise.resolve([{ path: "/admin/demo/settings/senders/none" }]),
  }),
  "POST /admin/:shop/settings/senders/:source/secret": deskForm(
    "/settings/senders/shopify/secret",
    "settings",
    { do: "keep", secret: "another-secret-of-the-store" },
    { role: "owner", act: "secret.rotate" },
  ),
  "POST /admin/:shop/settings/senders/:source/drop": deskForm(
    "/settings/senders/shopify/drop",
    "settings",
    {},
    {
      role: "owner",
      act: "secret.drop",
    },
  ),
  "POST /admin/:shop/settings/slack": deskForm("/settings/slack", "settings", {}, {
    role: "owner",
    act: "chat.disconnect",
  }),
  "POST /admin/:shop/settings/chat": deskForm("/settings/chat", "settings", {
    chat: "discord",
    url: "https://discord.com/api/webhooks/1/abc",
  }, { role: "owner", act: "chat.connect" }),
  "GET /admin/:shop/waiting/letters/:id": desk("/waiting/letters/own", {
    others: () =>
      Promise.resolve(["foreign", "none"].map((id) => ({ path: `/admin/demo/waiting/letters/${id}` }))),
  }),
  "POST /admin/:shop/waiting/replay": deskForm("/waiting/replay", "replay", { id: "own" }, {
    act: "letter.replay",
  }),
  "POST /admin/:shop/waiting/drop": deskForm("/waiting/drop", "drop", { id: "own" }, {
    role: "owner",
    act: "letter.drop",
  }),
  "POST /admin/:shop/waiting/spill": deskForm("/waiting/spill", "spill", {}, { act: "spill.replay" }),
  "POST /admin/:shop/waiting/stop": deskForm("/waiting/stop", "stop", { source: "shopify" }, {
    role: "owner",
  }),
  "GET /admin/:shop/figures": desk("/figures"),
  "GET /admin/:shop/figures/file": desk("/figures/file"),
  "GET /admin/:shop/figures/cases": desk("/figures/cases", { works: 404 }),
  "POST /admin/:shop/figures/done": deskForm("/figures/done", "figures", { name: "late", words: "x" }, {
    works: 404,
  }),
  "GET /admin/:shop/figures/trials": desk("/figures/trials"),
  "POST /admin/:shop/figures/trials/start": deskForm("/figures/trials/start", "trials", {
    kind: "follow_up",
    days: "5",
    difference: "2",
  }, { role: "owner" }),
  "POST /admin/:shop/figures/trials/stop": deskForm("/figures/trials/stop", "trials", { trial: "none" }, {
    works: 404,
    role: "owner",
  }),
  "POST /admin/:shop/figures/trials/adopt": deskForm("/figures/trials/adopt", "trials", { trial: "none" }, {
    works: 404,
    role: "owner",
  }),
  "GET /admin/:shop/channels": desk("/channels"),
  "POST /admin/:shop/channels/ways/:way": deskForm("/channels/ways/chatwoot", "ways", {
    do: "connect",
    url: "https://chat.kontor.example",
    inbox_identifier: "Fjm6XyPnv8cPqXkGhTdaVDPZ",
    webhook_secret: "not-a-real-secret-0123",
  }, { role: "owner", act: "way.connect" }),
  "GET /admin/:shop/domain": desk("/domain"),
  "POST /admin/:shop/domain": deskForm("/domain", "check", {}, { works: 200 }),
  "GET /admin/:shop/people": desk("/people", { role: "owner" }),
  "POST /admin/:shop/people/invite": deskForm("/people/invite", "people", {
    email: "new@kontor.example",
    name: "New",
    role: "agent",
  }, { role: "owner", act: "person.invite" }),
  "POST /admin/:shop/people/change": deskForm("/people/change", "people", {
    person: "own-person",
    role: "viewer",
  }, { role: "owner", act: "person.change" }),
  "POST /admin/:shop/people/remove": deskForm("/people/remove", "people", { person: "own-person" }, {
    role: "owner",
    act: "person.remove",
  }),
  "GET /admin/:shop/programs": desk("/programs", { role: "owner" }),
  "POST /admin/:shop/programs/make": deskForm("/programs/make", "programs", {
    name: "ERP",
    "scope-read": "on",
  }, { role: "owner", act: "token.make", works: 200 }),
  "POST /admin/:shop/programs/end": deskForm("/programs/end", "programs", { token: "own-token-01" }, {
    role: "owner",
    act: "token.end",
  }),
  "GET /admin/:shop/programs/hooks/:id": desk("/programs/hooks/own-hook-001", {
    role: "owner",
    others: () =>
      Promise.resolve(["foreign-hook", "none"].map((id) => ({ path: `/admin/demo/programs/hooks/${id}` }))),
  }),
  "POST /admin/:shop/programs/hooks/make": deskForm("/programs/hooks/make", "programs", {
    url: "https://erp.kontor.example/hook",
  }, {
    role: "owner",
    act: "webhook.make",
    works: 200,
  }),
  "POST /admin/:shop/programs/hooks/test": deskForm("/programs/hooks/test", "programs", {
    hook: "own-hook-001",
  }, {
    role: "owner",
    act: "webhook.test",
  }),
  "POST /admin/:shop/programs/hooks/rotate": deskForm("/programs/hooks/rotate", "programs", {
    hook: "own-hook-001",
  }, {
    role: "owner",
    act: "webhook.rotate",
    works: 200,
  }),
  "POST /admin/:shop/programs/hooks/replay": deskForm("/programs/hooks/replay", "programs", {
    hook: "own-hook-001",
  }, {
    role: "owner",
    act: "webhook.replay",
  }),
  "POST /admin/:shop/programs/hooks/switch": deskForm("/programs/hooks/switch", "programs", {
    hook: "own-hook-001",
    to: "off",
  }, {
    role: "owner",
    act: "webhook.change",
  }),
  "POST /admin/:shop/programs/hooks/end": deskForm("/programs/hooks/end", "programs", {
    hook: "own-hook-001",
  }, {
    role: "owner",
    act: "webhook.end",
  }),
  "GET /admin/:shop/audit": desk("/audit", { role: "owner" }),
  "POST /admin/:shop/out": deskForm("/out", "out", {}, { role: "viewer" }),
  "POST /admin/:shop/language": deskForm("/language", "language", { language: "de" }, { role: "viewer" }),
};
