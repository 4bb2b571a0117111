/** The requests of the table of routes: what its own ids name, and how an owner asks. */
import { insertTemplateVersion } from "../../src/sql/own_templates.ts";
import { insertApiToken } from "../../src/sql/api_tokens.ts";
import { upsertOpenLines } from "../../src/sql/open_lines.ts";
import { upsertFeedback } from "../../src/sql/requests.ts";
import { insertDelivery, insertEndpoint } from "../../src/sql/webhooks.ts";
import { insertSends } from "../../src/sql/sends.ts";
import { insertPerson } from "../../src/sql/people.ts";
import { upsertUnreachable } from "../../src/sql/unreachable.ts";
import { env } from "cloudflare:workers";
import { captureChannel, listCaptured } from "../../src/channels/capture.ts";
import { formToken } from "../../src/doors/forms/form.ts";
import { portsOf } from "../../src/doors/ports.ts";
import { caseAbout } from "./cases.ts";
import { archiveWhereWanted } from "./in_archive.ts";
import { upsertDeadLetter } from "../../src/sql/dead_letters.ts";
import { NOW_MS } from "./cast.ts";
import { cellOf } from "./cells_in_use.ts";
import type { FormOf, Route } from "./route.ts";
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

const MAIL_WITH_FILE = [
  "From: a@lovelace.example",
  "Subject: x",
  'Content-Type: multipart/mixed; boundary="b"',
  "",
  "--b",
  "Content-Type: text/plain",
  "",
  "x",
  "--b",
  'Content-Type: application/pdf; name="a.pdf"',
  "Content-Transfer-Encoding: base64",
  "",
  "JVBERi0=",
  "--b--",
  "",
].join("\r\n");
const LETTER = {
  source: "shopify",
  topic: "orders/create",
  reason: "invalid",
  field: "currency",
  rule: "must be given",
  got: "nothing",
  headers: JSON.stringify({ "x-shopify-topic": "orders/create" }),
  bytes: 2,
  received_at: NOW_MS,
  last_at: NOW_MS,
  count: 1,
  tried_at: null,
};

/** What the table's own ids name. */
export async function fill(): Promise<void> {
  const { MAIL } = env;
  await captureChannel(MAIL, () => NOW_MS).send({
    idempotency_key: "k",
    kind: "order_confirmation",
    order_number: "#own",
    raw: "Subject: x\r\n\r\nx",
    mail: { to: { email: "ada@lovelace.example" }, subject: "x" },
  } as never);
  const sent =
    "insert into messages (subject, kind, about, state, dated_at, closed_at) values (?, ?, '', ?, 0, 1) on conflict do update set state = excluded.state, due_at = null";
  await inItsCell([ORDERS.own, ORDERS.neighbour, ORDERS.foreign], (DB, order) => [
    DB.prepare(sent).bind(order, "order_confirmation", "sent"),
    DB.prepare(sent).bind(order, "order_cancelled", "failed"),
  ]);
  const cases: Readonly<Record<string, string>> = {
    [ORDERS.own]: "own",
    [ORDERS.neighbour]: "neighbour",
    [ORDERS.foreign]: "foreign",
  };
  await inItsCell(Object.keys(cases), (DB, order) =>
    caseAbout(DB, order, cases[order]!, [{
      id: "1",
      author: "customer",
      words: "?",
      detail: {
        archive: `received/${order.split("/")[0]}/${cases[order]}/1.eml`,
        proven_by: "lovelace.example",
      },
    }]));
  for (const id of ["demo/own", "demo/neighbour", "other/foreign"]) {
    await MAIL.put(`received/${id}/1.eml`, MAIL_WITH_FILE);
  }
  await upsertUnreachable(cellOf("demo"), "demo", {
    order_id: ORDERS.own,
    since: NOW_MS,
    reason: "no_address",
  }).run();
  for (
    const [shop, order, sku] of [["demo", ORDERS.own, "MILL"], ["other", ORDERS.foreign, "FOREIGN"]] as const
  ) {
    const db = cellOf(shop);
    const line = { sku, line_id: "1", quantity: 1, sent: 0, sent_at: null, available: 0, expected_on: null };
    await db.batch([
      upsertOpenLines(db, { shop_id: shop, order_id: order, placed_at: "2026-11-22T12:00:00.000Z" }, [
        { ...line, allocated_at: "2026-11-22T12:00:00.000Z" },
      ] as never),
      upsertFeedback(db, order, { about: "delivery", score: 2, words: "Late" }, NOW_MS),
    ]);
  }
  for (const [shop, id] of [["demo", "own"], ["other", "foreign"]] as const) {
    await upsertDeadLetter(cellOf(shop), shop, { ...LETTER, id }).run();
    await MAIL.put(`dead/${shop}/${id}`, "{}");
  }
  for (const [shop_id, name] of [["demo", "own-welcome"], ["other", "foreign-welcome"]] as const) {
    const content = JSON.stringify({
      title: "",
      lane: "now",
      variables: [],
      texts: { en: { subject: "Welcome", markdown: "Welcome to {{shop_name}}" } },
    });
    await insertTemplateVersion(
      cellOf(shop_id),
      shop_id,
      { name, at: 1, id: "v1", person: "X", content },
      null,
    )
      .run();
  }
  for (const [shop_id, id] of [["demo", "own-person"], ["other", "foreign-person"]] as const) {
    const db = cellOf(shop_id);
    await insertPerson(db, {
      shop_id,
      id,
      email: `${id}@kontor.example`,
      name: id,
      role: "agent",
      invited_at: NOW_MS,
    }).run();
  }
  for (const [shop_id, id] of [["demo", "own-token-01"], ["other", "foreign-toke"]] as const) {
    const token = { id, name: id, digest: "x", scopes: ["read"], made_at: NOW_MS, expires_at: null } as const;
    await insertApiToken(cellOf(shop_id), shop_id, token).run();
  }
  for (const [shop_id, id] of [["demo", "own-hook-001"], ["other", "foreign-hook"]] as const) {
    const endpoint = { id, url: "https://erp.kontor.example/hook", types: "" };
    await insertEndpoint(cellOf(shop_id), shop_id, endpoint, NOW_MS).run();
    const event = { id: "e-1", type: "webhook.test", body: "{}" };
    await insertDelivery(cellOf(shop_id), shop_id, id, event, NOW_MS).run();
  }
  for (const [shop, letter] of [["demo", "A"], ["other", "B"]] as const) {
    await insertSends(cellOf(shop), [{
      subject: `${shop}/~customer/${letter.repeat(20)}`,
      mail: {
        kind: "sent_notice",
        about: "own",
        to: { email: "a@lovelace.example" },
        facts: { template: "reminder", title: "Soon", words: "It ends." },
        due_at_ms: NOW_MS + 86_400_000,
        valid_until_ms: NOW_MS + 2 * 86_400_000,
      },
      tags: "trial",
    }], NOW_MS).run();
  }
  await MAIL.put(`sent/${ORDERS.own}/order_confirmation/`, "Subject: x\r\n\r\nx");
  await archiveWhereWanted([ORDERS.own, ORDERS.neighbour, ORDERS.foreign], NOW_MS);
}

async function inItsCell(
  orders: readonly string[],
  make: (db: D1Database, order: string) => readonly D1PreparedStatement[],
): Promise<void> {
  for (const order of orders) {
    const db = cellOf(order.split("/")[0]!);
    await db.batch([...make(db, order)]);
  }
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
  given: {
    readonly action?: string;
    readonly whose?: "own" | "neighbour";
    readonly token?: string;
    /** The session to which the desk showed the form. */
    readonly session?: string;
  } = {},
): Promise<FormData> {
  const whose = given.whose ?? "own";
  const subject = about === "desk"
    ? `${whose === "own" ? "demo" : "other"}\nsession ${given.session ?? await deskName("demo")}`
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
