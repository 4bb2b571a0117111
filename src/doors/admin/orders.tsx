/** Finds an order by any of its numbers, shows it whole, and answers its conversations. */
import type { Context } from "hono";
import { Hono } from "hono";
import { DeskOrderPage, NoOrderPage } from "../../../templates/admin/order.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { OrdersPage } from "../../../templates/admin/orders.tsx";
import { deskLocale, w, wordFor } from "../../../templates/admin/words.ts";
import { countryName } from "../../mail/format/address.ts";
import { openOrder } from "../../flow/archive/open_order.ts";
import { filterChoices, filterOrders, findOrders, type OrderFilter } from "../../flow/find_orders.ts";
import { ORDER_LISTS } from "../../orders/search_terms.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { answerCase, solveCase } from "../../flow/cases/answer_case.ts";
import { loadCase } from "../../flow/cases/load_case.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { type Reference, referenceNames } from "../../orders/reference.ts";
import { correctUnreachable } from "../../flow/customer/correct_unreachable.ts";
import { readActs, selectActsOfOrder } from "../../sql/audit.ts";
import { type OrderEntryRow, selectEntriesOfOrder } from "../../sql/cases.ts";
import { type FeedbackRow, selectFeedback } from "../../sql/requests.ts";
import { repairAddress } from "../../values/mail_address.ts";
import { readMails, selectMails } from "../../sql/desk.ts";
import { type OrderRow, readOrder, readWebhooks, selectOrder, selectWebhooks } from "../../sql/orders.ts";
import { readSuppressions, selectSuppressionsOf } from "../../sql/suppressions.ts";
import { field } from "../forms/form.ts";
import { problemPage } from "../error_page.tsx";
import { disputes } from "./dispute.ts";
import { ACT_NOTES, orderActs } from "./order_acts.tsx";
import { noteAct } from "./desk_act.ts";
import { openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, orderPath } from "./desk_view.ts";
import { resendNote } from "./resend_note.ts";
import { orderLine } from "./order_line.ts";
import { orderView } from "./order_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

const MESSAGE_MAX = 10_000;
const PAGE_MAX = 50;
const ACTS_MAX = 100;
const NOTES = {
  answered: "good",
  resolved: "good",
  corrected: "good",
  gone: "bad",
  empty: "bad",
  not_corrected: "bad",
  listed: "bad",
  ...ACT_NOTES,
} as const;
/** Kinds of number by which an order is searched. */
const SOUGHT_BY: readonly Reference["by"][] = ["number", "tracking", "payment", "order_id"];

export const orderPages = new Hono<DeskHono>();

orderPages.route("/", orderActs);
orderPages.route("/", disputes);

orderPages.get("/", async (context) => {
  const { desk } = context.var;
  const { ports: { db }, shop } = desk;
  const sought = (context.req.query("number") ?? "").trim().slice(0, 128);
  const id = context.req.query("id");
  if (id === undefined && sought === "") return await listPage(context);
  const names = id === undefined
    ? SOUGHT_BY.flatMap((by) => referenceNames(shop.id, { by, value: sought }))
    : [`${shop.id}/${id.slice(0, 300)}`];
  const [selected, note] = await db.batch([selectOrder(db, ...names), selectWebhooks(db, names, null)]);
  const row = await openOrder(desk.ports, readOrder(selected!));
  // A name finds orders of its own shop only; this check makes sure again.
  if (row === null || splitOrderId(row.id).shop_id !== shop.id) {
    return await context.html(
      <NoOrderPage frame={await frameOf(desk, "orders", { sought: id ?? sought })} />,
      404,
    );
  }
  const [mails, suppressions, entries, ratings, acts] = await db.batch([
    selectMails(db, shop.id, row.id),
    selectSuppressionsOf(db, shop.id, readersOf(row)),
    selectEntriesOfOrder(db, row.id),
    selectFeedback(db, row.id),
    selectActsOfOrder(db, row.id, ACTS_MAX),
  ]);
  const view = await orderView(desk, {
    row,
    events: readWebhooks(note!, row),
    mails: readMails(mails!, row),
    suppressions: readSuppressions(suppressions!),
    entries: entries!.results as unknown as readonly OrderEntryRow[],
    ratings: ratings!.results as unknown as readonly FeedbackRow[],
    acts: readActs(acts!),
  });
  const frame = await frameOf(desk, "orders", { sought, note: resendNote(context) ?? noteOf(context) });
  return await context.html(<DeskOrderPage view={{ frame, ...view }} />);
});

/** The addresses to which the order's mails go. */
function readersOf({ order: { details } }: OrderRow): readonly string[] {
  return [details.customer.email, details.gift?.recipient?.email].filter((email) => email !== undefined);
}

/** What was typed stands in the form's body: addresses of pages are logged. */
orderPages.post("/find", async (context) => {
  const opened = await openForm(context, "seek");
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const sought = field(opened.form, "number", 128);
  const found = await findOrders(desk.ports, desk.shop, sought);
  if (found.length === 1) return context.redirect(orderPath(desk, found[0]!.id), 303);
  if (found.length === 0) {
    return await context.html(<NoOrderPage frame={await frameOf(desk, "orders", { sought })} />, 404);
  }
  const view = {
    frame: await frameOf(desk, "orders", { sought }),
    title: w("orders.found", { count: found.length }),
    tabs: [],
    filter: null,
    lead: null,
    orders: found.map((row) => orderLine(desk, row)),
    next: null,
    next_label: "",
  };
  return await context.html(<OrdersPage view={view} />);
});

async function listPage(context: Context<DeskHono>): Promise<Response> {
  const { desk } = context.var;
  const { ports, shop } = desk;
  const filter = filterOf(context);
  const asked = { ...filter, list: filter.list.slice(1) };
  const cursor_of = `desk orders ${JSON.stringify(asked)}`;
  const cursor = context.req.query("after");
  const at = cursor === undefined ? null : await openCursor(ports, shop.id, cursor_of, cursor, 2);
  if (cursor !== undefined && at === null) return problemPage(context, 404);
  const after = at === null ? null : { placed_at: at[0]!, order_id: at[1]! };
  const [{ orders, next }, choices] = await Promise.all([
    filterOrders(ports, shop, filter, after, PAGE_MAX, desk.now_ms),
    filterChoices(ports, shop),
  ]);
  const path = `${homeOf(desk)}/orders`;
  const given = Object.entries(asked).filter(([, value]) => value !== null) as [string, string][];
  const is_filtered = given.length > 1;
  const linkTo = (changes: Readonly<Record<string, string>>) =>
    `${path}?${new URLSearchParams({ ...Object.fromEntries(given), ...changes })}`;
  const view = {
    frame: await frameOf(desk, "orders", { note: noteOf(context) }),
    title: w("tab.orders"),
    tabs: ORDER_LISTS.map((one) => ({
      href: linkTo({ list: one.slice(1) }),
      label: wordFor("orderlist", one.slice(1)),
      current: one === filter.list,
    })),
    filter: shop.settings.order_index
      ? {
        path,
        list: asked.list,
        channel: filter.channel ?? "",
        country: filter.country ?? "",
        from: filter.from ?? "",
        until: filter.until ?? "",
        channels: choices.channels,
        countries: choices.countries.map((code) => ({ code, name: countryName(code, deskLocale()) ?? code })),
        clear: is_filtered ? `${path}?list=${asked.list}` : null,
      }
      : null,
    lead: shop.settings.order_index ? null : w("orders.no_index"),
    orders: orders.map((row) => orderLine(desk, row)),
    next: next === null
      ? null
      : linkTo({ after: await sealCursor(ports, shop.id, cursor_of, [next.placed_at, next.order_id]) }),
    next_label: w(is_filtered ? "orders.look_further" : "cases.next"),
  };
  return await context.html(<OrdersPage view={view} />);
}

/** What is no value of a filter does not filter. */
function filterOf(context: Context<DeskHono>): OrderFilter {
  const asked = (name: string, form: RegExp) => {
    const value = context.req.query(name) ?? "";
    return form.test(value) ? value : null;
  };
  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  return {
    list: ORDER_LISTS.find((one) => one === `~${context.req.query("list") ?? "all"}`) ?? "~all",
    channel: asked("channel", /^.{1,128}$/)?.toLowerCase() ?? null,
    country: asked("country", /^[A-Z]{2}$/),
    from: asked("from", DAY),
    until: asked("until", DAY),
  };
}

orderPages.post("/answer", async (context) => {
  const opened = await openForm(context, "answer");
  const order_id = opened === null ? null : ownOrder(context.var.desk, opened.form);
  if (opened === null) return stale(context);
  if (order_id === null) return problemPage(context, 404);
  const { desk } = context.var;
  const words = field(opened.form, "message", MESSAGE_MAX);
  const author = field(opened.form, "author", 100);
  if (words === "") return back(context, order_id, "empty");
  const case_id = field(opened.form, "conversation", 128);
  const is_about = (await loadCase(desk.ports, desk.shop.id, case_id))?.case.order_id === order_id;
  const answer = { case_id, id: opened.id, words, person: author === "" ? desk.person : author };
  const answered = is_about && (await answerCase(desk.ports, desk.shop, answer, desk.now_ms)).ok;
  if (answered) await noteAct(desk, opened.id, "case.answer", { order_id, case_id });
  return back(context, order_id, answered ? "answered" : "gone");
});

orderPages.post("/close", async (context) => {
  const opened = await openForm(context, "close");
  const order_id = opened === null ? null : ownOrder(context.var.desk, opened.form);
  if (opened === null) return stale(context);
  if (order_id === null) return problemPage(context, 404);
  const { ports, shop, now_ms } = context.var.desk;
  const conversation = field(opened.form, "conversation", 128);
  const is_about = (await loadCase(ports, shop.id, conversation))?.case.order_id === order_id;
  const solving = { case_id: conversation, person: context.var.desk.person, tells: true };
  const closed = is_about && (await solveCase(ports, shop, solving, now_ms)).ok;
  if (closed) {
    await noteAct(context.var.desk, opened.id, "case.solve", { order_id, case_id: conversation });
  }
  return back(context, order_id, closed ? "resolved" : "gone");
});

/** Another address of the customer: the order gets one confirmation as it stands, and further mails go there. */
orderPages.post("/correct", async (context) => {
  const opened = await openForm(context, "correct");
  const order_id = opened === null ? null : ownOrder(context.var.desk, opened.form);
  if (opened === null) return stale(context);
  if (order_id === null) return problemPage(context, 404);
  const { desk } = context.var;
  const email = repairAddress(field(opened.form, "email", 300));
  const corrected = await correctUnreachable(desk.ports, desk.shop, order_id, { email }, desk.now_ms);
  if (!corrected.ok) {
    return back(context, order_id, corrected.reason === "refused" ? "listed" : "not_corrected");
  }
  await noteAct(desk, opened.id, "address.correct", { order_id });
  return back(context, order_id, "corrected");
});

function ownOrder({ shop }: Desk, form: FormData): string | null {
  const order_id = field(form, "order", 300);
  return splitOrderId(order_id).shop_id === shop.id ? order_id : null;
}

function back(context: Context<DeskHono>, order_id: string, note: keyof typeof NOTES): Response {
  return context.redirect(`${orderPath(context.var.desk, order_id)}&note=${note}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const note = context.req.query("note") ?? "";
  return Object.hasOwn(NOTES, note)
    ? { tone: NOTES[note as keyof typeof NOTES], text: w(`talk.${note as keyof typeof NOTES}`) }
    : null;
}
