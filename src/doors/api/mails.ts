/**
 * Serves the ledger: all messages of one order, one message, or those that went wrong, with state, reason and times.
 */
import { Hono } from "hono";
import * as v from "valibot";
import type { Shop } from "../../flow/ports.ts";
import { resendMessage } from "../../flow/deliver/resend_message.ts";
import { referenceNames } from "../../orders/reference.ts";
import {
  type LedgerRow,
  selectLedgerRow,
  selectLedgerRows,
  selectWrong,
  WRONG_STATES,
} from "../../sql/ledger.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import { complain, JSON_MAX_BYTES, readJson } from "./body.ts";
import { mailJson } from "./mail_json.ts";
import { ownKey } from "../own_key.ts";
import type { ApiHono } from "./api_env.ts";

const PAGE_MAX = 100;
const NAME_MAX = 400;

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
    const row = readOrder(selected!);
    if (row === null) {
      return complain(context, 404, "order", "must be the number or key of an order of this shop");
    }
    const mails = (ledger!.results as LedgerRow[]).map((one) => mailJson(one, now_ms));
    return context.json({ order: row.id, number: row.number, mails });
  }
  if (text !== undefined) {
    const key = ownKey(shop, text);
    const row = key === null ? null : await selectLedgerRow(ports.db, key).first<LedgerRow>();
    if (row === null) return complain(context, 404, "key", "must be the key of a mail of this shop");
    return context.json(mailJson(row, now_ms));
  }
  const state = WRONG_STATES.find((one) => one === wanted);
  if (state === undefined) {
    return complain(context, 400, "state", `must be one of ${WRONG_STATES.join(", ")}`);
  }
  const key = after === undefined ? null : ownKey(shop, after);
  if (after !== undefined && key === null) {
    return complain(context, 400, "after", "must be the key of a mail of this shop");
  }
  const { results } = await selectWrong(ports.db, shop.id, state, key, PAGE_MAX).all<LedgerRow>();
  const mails = results.map((one) => mailJson(one, now_ms));
  return context.json({ mails, after: mails.length < PAGE_MAX ? null : mails.at(-1)!.key });
});

mailApi.post("/again", async (context) => {
  const { ports, shop } = context.var;
  const read = await readJson(context, v.object({ key: v.string() }), JSON_MAX_BYTES);
  if (!read.ok) return complain(context, read.status, read.field, read.message);
  const key = ownKey(shop, read.value.key);
  if (key === null) return complain(context, 404, "key", "must be the key of a mail of this shop");
  const is_owed = await resendMessage(ports, key, ports.clock());
  if (is_owed) return context.json({ owed: true }, 202);
  return complain(
    context,
    409,
    "key",
    `must be of a mail that is ${WRONG_STATES.join(", ")} and can be written again`,
  );
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
