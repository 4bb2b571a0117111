/** Lists the orders that owe mails and cannot be written to, corrects their addresses, and takes what is well off the list. */
import type { Context } from "hono";
import { Hono } from "hono";
import { UnreachablePage } from "../../../templates/admin/unreachable.tsx";
import type { FrameView } from "../../../templates/admin/view.ts";
import { w, wordFor } from "../../../templates/admin/words.ts";
import { suggestAddress } from "../../domains/typo.ts";
import { type Corrected, correctUnreachable } from "../../flow/customer/correct_unreachable.ts";
import { dismissOrder } from "../../flow/customer/dismiss_order.ts";
import { oneLine } from "../../mail/format/text.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { selectUnreachable, type UnreachableRow } from "../../sql/unreachable.ts";
import { repairAddress } from "../../values/mail_address.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, type OpenedForm, openForm, stale } from "./desk_form.tsx";
import { frameOf, homeOf, momentView, orderPath } from "./desk_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

const PAGE_MAX = 50;
const CURSOR = "desk unreachable";
const NOTES = { corrected: "good", dismissed: "good", gone: "bad" } as const;

export const unreachablePages = new Hono<DeskHono>();

unreachablePages.get("/", async (context) => {
  const { ports, shop } = context.var.desk;
  const cursor = context.req.query("after");
  const opened = cursor === undefined ? [] : await openCursor(ports, shop.id, CURSOR, cursor, 2);
  if (opened === null) return problemPage(context, 404);
  const [since, order_id] = opened;
  return await show(context, order_id === undefined ? null : { since: Number(since), order_id }, null);
});

unreachablePages.post("/correct", async (context) => {
  const opened = await openForm(context, "correct");
  if (opened === null) return stale(context);
  const { ports, shop, now_ms } = context.var.desk;
  const order_id = ownOrder(context.var.desk, opened);
  if (order_id === null) return problemPage(context, 404);
  const email = repairAddress(field(opened.form, "email", 300));
  const corrected = await correctUnreachable(ports, shop, order_id, { email }, now_ms);
  if (corrected.ok) {
    await noteAct(context.var.desk, opened.id, "address.correct", { order_id });
    return back(context, "corrected");
  }
  if (corrected.reason === "no_order") return problemPage(context, 404);
  return await show(context, null, faultOf(corrected));
});

unreachablePages.post("/dismiss", async (context) => {
  const opened = await openForm(context, "correct");
  if (opened === null) return stale(context);
  const { ports, shop, now_ms } = context.var.desk;
  const order_id = ownOrder(context.var.desk, opened);
  if (order_id === null) return problemPage(context, 404);
  const dismissed = await dismissOrder(ports.db, shop.id, order_id, now_ms);
  if (dismissed) await noteAct(context.var.desk, opened.id, "address.dismiss", { order_id });
  return back(context, dismissed ? "dismissed" : "gone");
});

async function show(
  context: Context<DeskHono>,
  after: { readonly since: number; readonly order_id: string } | null,
  fault: string | null,
): Promise<Response> {
  const { desk } = context.var;
  const { ports, shop } = desk;
  const { results: rows } = await selectUnreachable(ports.db, shop.id, after, PAGE_MAX).all<UnreachableRow>();
  const last = rows.length < PAGE_MAX ? undefined : rows.at(-1);
  const path = `${homeOf(desk)}/unreachable`;
  const token = await deskToken(desk, "correct");
  const view = {
    frame: await frameOf(desk, "unreachable", { note: noteOf(context) }),
    fault,
    lines: rows.map((row) => lineOf(desk, row)),
    correct: { action: `${path}/correct`, token },
    dismiss: { action: `${path}/dismiss`, token },
    next: last === undefined
      ? null
      : `${path}?after=${await sealCursor(ports, shop.id, CURSOR, [String(last.since), last.order_id])}`,
  };
  return await context.html(<UnreachablePage view={view} />, fault === null ? 200 : 422);
}

function lineOf(desk: Desk, row: UnreachableRow) {
  const { order_id, number, name, email, email_given, phone, reason, since } = row;
  const given = email ?? email_given;
  return {
    id: order_id,
    order: { href: orderPath(desk, order_id), label: oneLine(number) },
    who: [name, phone].flatMap((part) => part === null ? [] : [oneLine(part)]).join(" · "),
    why: reason === "bounced"
      ? w("unreachable.bounced", { email: oneLine(email ?? "") })
      : given === null
      ? w("unreachable.missing")
      : w("unreachable.unreadable", { given: oneLine(given) }),
    at: momentView(desk, since),
    suggestion: (given === null ? undefined : suggestAddress(given)) ?? "",
  };
}

function ownOrder({ shop }: Desk, { form }: OpenedForm): string | null {
  const order_id = field(form, "order", 300);
  return splitOrderId(order_id).shop_id === shop.id ? order_id : null;
}

function faultOf(corrected: Exclude<Corrected, { ok: true }>): string {
  switch (corrected.reason) {
    case "refused":
      return w("unreachable.fault_refused", { reason: wordFor("refused", corrected.refusal) });
    case "same_address":
      return w("unreachable.fault_same");
    case "bad_address":
    case "no_order":
      return w("unreachable.fault_address");
  }
}

function back(context: Context<DeskHono>, note: keyof typeof NOTES): Response {
  return context.redirect(`${homeOf(context.var.desk)}/unreachable?note=${note}`, 303);
}

function noteOf(context: Context<DeskHono>): FrameView["note"] {
  const note = context.req.query("note") ?? "";
  return Object.hasOwn(NOTES, note)
    ? { tone: NOTES[note as keyof typeof NOTES], text: w(`unreachable.${note as keyof typeof NOTES}`) }
    : null;
}
