/**
 * Serves the ledger: all messages of one order, one message, or those that went wrong, with state, reason and times.
 */
import { Hono } from "hono";
import * as v from "valibot";
import { findMail } from "../../flow/archive/find_mail.ts";
import { openOrder } from "../../flow/archive/open_order.ts";
import type { Shop } from "../../flow/ports.ts";
import { sendAgain } from "../../flow/deliver/send_again.ts";
import { selectShadowed } from "../../sql/desk.ts";
import { isOrderKind, keyText } from "../../messages/message.ts";
import { CustomerAddress } from "../../values/schemas.ts";
import { referenceNames } from "../../orders/reference.ts";
import {
  type LedgerRow,
  readLedgerRows,
  selectLedgerRows,
  selectWrong,
  WRONG_STATES,
} from "../../sql/ledger.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import { complain, JSON_MAX_BYTES, readJson, refuse } from "./body.ts";
import { mailJson } from "./mail_json.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { ownKey } from "../own_key.ts";
import { noteAct } from "./api_act.ts";
import type { ApiHono } from "./api_env.ts";

const PAGE_MAX = 100;
const NAME_MAX = 400;
/** What went wrong, by key, and what shadow mode kept back, the newest first. */
export const LISTED_STATES = [...WRONG_STATES, "shadowed"] as const;

export const mailApi = new Hono<ApiHono>();

mailApi.get("/", async (context) => {
  const { ports, shop } = context.var;
  const now_ms = ports.clock();
  const { order, key: text, state: wanted, after } = context.req.query();
  if (order !== undefined) {
    const names = orderNames(shop, order.slice(0, NAME_MAX));
    const [selected, ledger] = await ports.db.batch<unknown>([
      selectOrder(ports.db, ...names),
      selectLedgerRows(ports.db, ...names),
    ]);
    const row = await openOrder(ports, readOrder(selected!));
    if (row === null) {
      return complain(context, 404, "order", "must be the number or key of an order of this shop");
    }
    const mails = readLedgerRows(ledger! as D1Result, row).map((one) => mailJson(one, now_ms));
    return context.json({ order: row.id, number: row.number, mails });
  }
  if (text !== undefined) {
    const key = ownKey(shop, text);
    const row = key === null ? null : await findMail(ports, key);
    if (row === null) return complain(context, 404, "key", "must be the key of a mail of this shop");
    return context.json(mailJson(row, now_ms));
  }
  const state = LISTED_STATES.find((one) => one === wanted);
  if (state === undefined) {
    return complain(context, 400, "state", `must be one of ${LISTED_STATES.join(", ")}`);
  }
  const list = `mails ${state}`;
  const opened = after === undefined ? null : await openCursor(ports, shop.id, list, after, 4);
  if (after !== undefined && opened === null) {
    return complain(context, 400, "after", "must be what the page before it gave");
  }
  // The moment stands in the place itself: a mail that is sent again meanwhile has another one, or none.
  const place = opened === null
    ? null
    : { at: Number(opened[0]), subject: opened[1]!, kind: opened[2]!, about: opened[3]! };
  const { results } = state === "shadowed"
    ? await selectShadowed(ports.db, shop.id, place, PAGE_MAX).all<LedgerRow>()
    : await selectWrong(ports.db, shop.id, state, place, PAGE_MAX).all<LedgerRow>();
  const last = results.length < PAGE_MAX ? undefined : results.at(-1);
  return context.json({
    mails: results.map((one) => mailJson(one, now_ms)),
    after: last === undefined ? null : await sealCursor(ports, shop.id, list, [
      String(last.closed_at ?? 0),
      last.subject,
      last.kind,
      last.about,
    ]),
  });
});

export const Again = v.object({
  key: v.string(),
  to: v.optional(CustomerAddress),
  despite: v.optional(v.boolean()),
});

mailApi.post("/again", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, Again, JSON_MAX_BYTES);
  if (!read.ok) return refuse(context, read);
  const { key: text, ...options } = read.value;
  const key = ownKey(shop, text);
  if (key === null) return complain(context, 404, "key", "must be the key of a mail of this shop");
  const sent = await sendAgain(ports, shop, key, options, ports.clock());
  if (sent.ok) {
    await noteAct(context, options.to === undefined ? "mail.send_again" : "mail.send_to", {
      order_id: isOrderKind(key.kind) ? key.subject : null,
      detail: { about: text },
    });
    return context.json({ owed: true, key: keyText(sent.key) }, 202);
  }
  switch (sent.reason) {
    case "no_mail":
      return complain(context, 404, "key", "must be the key of a mail of this shop");
    case "under_way":
      return complain(context, 409, "key", "must be of a mail that is not on its way already");
    case "short_message":
      return complain(context, 409, "key", "must be of a mail, or of a text message that failed");
    case "no_copy":
      return complain(context, 409, "key", "must be of a mail of which a copy is kept");
    case "no_address":
      return complain(context, 409, "to", "must be given, as the order has no address that mail can reach");
    case "bad_address":
      return complain(context, 422, "to", "must be an address that mail can reach");
    case "untrue":
      return complain(context, 409, "key", `must be of a mail that would be true now: ${sent.against}`);
    case "refused":
      return complain(
        context,
        409,
        "despite",
        `must be true to write to an address that takes no such mail: ${sent.refusal}`,
      );
  }
});

/**
 * Returns the names by which `order` is looked for: its key (`demo/shopify/1001`) or the number that the customer
 * sees.
 */
function orderNames(shop: Shop, order: string): readonly string[] {
  return [
    ...(order.startsWith(`${shop.id}/`) ? [order] : []),
    ...referenceNames(shop.id, { by: "number", value: order }),
  ];
}
