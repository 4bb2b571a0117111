/** Lists the returns that are not over, and decides them: approve, decline with a reason, note that it arrived. */
import type { Context } from "hono";
import { Hono } from "hono";
import { ReturnsPage, type ReturnView } from "../../../templates/admin/returns.tsx";
import { DESK_LOCALE, w, wordFor } from "../../../templates/admin/words.ts";
import { decideReturn, RETURN_DECISIONS } from "../../flow/cases/decide_return.ts";
import { openOrders } from "../../flow/archive/open_order.ts";
import { listOrders } from "../../flow/find_orders.ts";
import { readPicture } from "../../customers/picture.ts";
import { dateText } from "../../mail/format/dates.ts";
import { oneLine } from "../../mail/format/text.ts";
import { formatMinor } from "../../orders/money.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { returnsUntil } from "../../orders/returns.ts";
import type { OrderReturn } from "../../orders/state.ts";
import { type OrderRow, readOrder, selectOrder } from "../../sql/orders.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

const PAGE_MAX = 30;
const PICTURES_MAX = 4;

export const returnPages = new Hono<DeskHono>();

returnPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports, shop } = desk;
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, "desk returns", cursor, 2);
  if (cursor !== undefined && at === null) return problemPage(context, 404);
  const after = at === null ? null : { placed_at: at[0]!, order_id: at[1]! };
  const rows = await openOrders(ports, await listOrders(ports, shop, "~returns", after, PAGE_MAX));
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  const views = rows.flatMap((row) =>
    row.order.returns.filter(({ status }) => status === "requested" || status === "approved").map((one) =>
      returnView(desk, row, one)
    )
  );
  const note = context.req.query("note");
  const view = {
    frame: await frameOf(desk, "returns", {
      note: note === "decided"
        ? { tone: "good", text: w("returns.decided") }
        : note === "not_now"
        ? { tone: "bad", text: w("returns.not_now") }
        : null,
    }),
    lead: shop.settings.order_index ? w("returns.lead") : w("orders.no_index"),
    returns: await Promise.all(views),
    decide: { action: `${homeOf(desk)}/returns/decide`, token: await deskToken(desk, "return") },
    next: last === undefined
      ? null
      : `${homeOf(desk)}/returns?after=${await sealCursor(ports, shop.id, "desk returns", [
        last.placed_at,
        last.id,
      ])}`,
  };
  return await context.html(<ReturnsPage view={view} />);
});

returnPages.post("/decide", async (context) => {
  const opened = await openForm(context, "return");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const decision = RETURN_DECISIONS.find((one) => one === field(opened.form, "do", 10));
  if (decision === undefined) return problemPage(context, 404);
  const reason = field(opened.form, "reason", 500);
  const decided = await decideReturn(desk.ports, desk.shop, {
    order_id: field(opened.form, "order", 300),
    return_id: field(opened.form, "return", 200),
    id: opened.id,
    person: desk.person,
    decision,
    ...(reason === "" ? {} : { reason }),
  }, desk.now_ms);
  if (decided.ok) {
    await noteAct(desk, opened.id, `return.${decision}`, {
      order_id: field(opened.form, "order", 300),
      detail: { about: field(opened.form, "return", 200) },
    });
  }
  return context.redirect(`${homeOf(desk)}/returns?note=${decided.ok ? "decided" : "not_now"}`, 303);
});

/** A picture that a customer sent with a return on the page; it was rebuilt when it came. */
returnPages.get("/picture", async (context: Context<DeskHono>) => {
  const { ports, shop } = context.var.desk;
  const order_id = (context.req.query("order") ?? "").slice(0, 300);
  const number = Number(context.req.query("n"));
  const form = /^page-([\w-]{1,64})$/.exec(context.req.query("return") ?? "")?.[1];
  const is_known = splitOrderId(order_id).shop_id === shop.id && form !== undefined && number >= 1 &&
    number <= PICTURES_MAX && readOrder(await selectOrder(ports.db, order_id).all())?.id === order_id;
  const kept = is_known ? await ports.mail.get(`attachments/${order_id}/${form}/${number}`) : null;
  const picture = kept === null ? null : readPicture(new Uint8Array(await kept.arrayBuffer()));
  if (picture === null) return problemPage(context, 404);
  return context.body(picture.bytes as Uint8Array<ArrayBuffer>, 200, { "Content-Type": picture.type });
});

async function returnView(desk: Desk, row: OrderRow, one: OrderReturn): Promise<ReturnView> {
  const { details } = row.order;
  const lines = new Map(details.lines.map((line) => [line.id, line]));
  const value_minor = one.lines.reduce((sum, { line_id, quantity }) => {
    const line = lines.get(line_id);
    if (line === undefined) return sum;
    const { unit_price_minor, discount_minor, quantity: bought } = line;
    return sum + unit_price_minor * quantity - Math.round(discount_minor * quantity / bought);
  }, 0);
  const until_ms = returnsUntil(row.order, desk.shop.settings);
  const form = /^page-(.+)$/.exec(one.id)?.[1];
  const listed = form === undefined
    ? []
    : (await desk.ports.mail.list({ prefix: `attachments/${row.id}/${form}/`, limit: PICTURES_MAX })).objects;
  return {
    order: row.id,
    id: one.id,
    link: { href: orderPath(desk, row.id), label: oneLine(row.number) },
    who: oneLine(details.customer.name),
    state: { label: wordFor("returnis", one.status), tone: one.status === "requested" ? "warn" : "quiet" },
    at: momentView(desk, Date.parse(one.at)),
    lines: one.lines.map(({ line_id, quantity, reason }) =>
      [`${quantity} × ${oneLine(lines.get(line_id)?.title ?? line_id)}`, reason].filter((part) => part).join(
        " · ",
      )
    ),
    facts: [
      w("returns.value", { amount: formatMinor(value_minor, details.currency, DESK_LOCALE) }),
      ...(until_ms === null
        ? []
        : [w("returns.until", { date: dateText(DESK_LOCALE, desk.shop.settings.time_zone, until_ms) })]),
    ],
    pictures: listed.map((_, index) => ({
      href: `${homeOf(desk)}/returns/picture?${new URLSearchParams({
        order: row.id,
        return: one.id,
        n: String(index + 1),
      })}`,
      label: w("returns.picture", { number: index + 1 }),
    })),
    asks: one.status === "requested",
  };
}
