/** Lists the returns that are not over, and decides them: approve, decline with a reason, note that it arrived. */
import type { Context } from "hono";
import { Hono } from "hono";
import * as v from "valibot";
import { ReturnsPage } from "../../../templates/admin/returns.tsx";
import { w } from "../../../templates/admin/words.ts";
import { answerCase } from "../../flow/cases/answer_case.ts";
import { caseOfReturns, decideReturn, RETURN_DECISIONS } from "../../flow/cases/decide_return.ts";
import { openOrders } from "../../flow/archive/open_order.ts";
import { listOrders } from "../../flow/find_orders.ts";
import { readPicture } from "../../customers/picture.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { LABEL_MAX_BYTES, readLabel } from "../../customers/label_file.ts";
import { aboutLabel, addLabel, type UploadedLabel } from "../../flow/cases/keep_label.ts";
import { Return } from "../../orders/event.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import { openCursor, sealCursor } from "../cursor.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { deskToken, type OpenedForm, openForm, stale } from "./desk_form.tsx";
import {
  groupedReturns,
  type ListedReturn,
  openReturns,
  PICTURES_MAX,
  returnLine,
  returnView,
} from "./return_view.ts";
import { casePath, frameOf, homeOf } from "./desk_view.ts";
import type { DeskHono } from "./desk_env.ts";

const PAGE_MAX = 30;

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
  const groups = groupedReturns(openReturns(desk, rows));
  const listed = groups.flatMap(({ returns }) => returns);
  // Nobody decides another return than the one whose line they followed.
  const asked = context.req.query("return");
  const of_order = context.req.query("order");
  const chosen = asked === undefined
    ? listed[0]
    : listed.find(({ row, one }) => row.id === of_order && one.id === asked);
  const path = `${homeOf(desk)}/returns`;
  const hrefOf = ({ row, one }: ListedReturn) =>
    `${path}?${new URLSearchParams({
      ...(cursor === undefined ? {} : { after: cursor }),
      order: row.id,
      return: one.id,
    })}#return`;
  const view = {
    frame: await frameOf(desk, "returns", { note: noteOf(context) }),
    lead: shop.settings.order_index ? w("returns.lead") : w("orders.no_index"),
    groups: groups.map(({ group, returns }) => ({
      title: w(`returngroup.${group}`),
      lines: returns.map((one) => returnLine(desk, one, hrefOf(one), one === chosen)),
    })),
    chosen: chosen === undefined ? null : await returnView(desk, chosen),
    is_gone: asked !== undefined && chosen === undefined,
    decide: { action: `${path}/decide`, token: await deskToken(desk, "return") },
    next: last === undefined
      ? null
      : `${path}?after=${await sealCursor(ports, shop.id, "desk returns", [last.placed_at, last.id])}`,
  };
  return await context.html(<ReturnsPage view={view} />);
});

function noteOf(context: Context<DeskHono>) {
  const note = context.req.query("note");
  switch (note) {
    case "decided":
    case "asked":
      return { tone: "good" as const, text: w(`returns.${note}`) };
    case "not_asked":
    case "not_now":
    case "refused":
    case "silent":
    case "label_wrong":
      return { tone: "bad" as const, text: w(`returns.${note}`) };
    default:
      return null;
  }
}

returnPages.post("/decide", async (context) => {
  const opened = await openForm(context, "return", LABEL_MAX_BYTES + 100_000);
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const { form, id } = opened;
  const asked = field(form, "do", 10);
  const decision = RETURN_DECISIONS.find((one) => one === asked);
  if (decision === undefined && asked !== "label" && asked !== "ask") return problemPage(context, 404);
  const order_id = field(form, "order", 300);
  const return_id = field(form, "return", 200);
  if (asked === "ask") return await askAbout(context, opened, order_id);
  const uploaded = asked === "label" || decision === "approve" ? await uploadedIn(form) : undefined;
  if (uploaded === null || asked === "label" && uploaded === undefined) {
    return context.redirect(`${homeOf(desk)}/returns?note=label_wrong`, 303);
  }
  const reason = field(form, "reason", 500);
  const done = decision === undefined
    ? await addLabel(desk.ports, desk.shop, { order_id, return_id, id, uploaded: uploaded! }, desk.now_ms)
    : await decideReturn(desk.ports, desk.shop, {
      order_id,
      return_id,
      id,
      person: desk.person,
      decision,
      ...(reason === "" ? {} : { reason }),
      ...(uploaded === undefined ? {} : { uploaded }),
    }, desk.now_ms);
  if (done.ok) await noteAct(desk, id, `return.${asked}`, { order_id, detail: { about: return_id } });
  const note = done.ok ? "decided" : done.reason === "unknown" ? "not_now" : done.reason;
  const of_case = field(form, "case", 200);
  if (of_case !== "") {
    return context.redirect(`${casePath(desk, of_case)}?note=${done.ok ? "decided" : "not_open"}`, 303);
  }
  return context.redirect(`${homeOf(desk)}/returns?note=${note}`, 303);
});

/** Asks the customer about a return; its case waits for the answer. */
async function askAbout(
  context: Context<DeskHono>,
  { form, id }: OpenedForm,
  order_id: string,
): Promise<Response> {
  const { desk } = context.var;
  const words = field(form, "question", QUESTION_MAX);
  const about = await caseOfReturns(desk.ports.db, desk.shop, order_id);
  const note = words === "" || about === null ? "not_asked" : "asked";
  if (words !== "" && about !== null) {
    const asking = { case_id: about.id, id, person: desk.person, words, then: "ask" } as const;
    await answerCase(desk.ports, desk.shop, asking, desk.now_ms);
    await noteAct(desk, id, "case.ask", { order_id, case_id: about.id });
  }
  return context.redirect(
    field(form, "case", 200) === "" || about === null
      ? `${homeOf(desk)}/returns?note=${note}`
      : `${casePath(desk, about.id)}?note=${note}`,
    303,
  );
}

const QUESTION_MAX = 2_000;

/** Returns the label that the form brings; undefined where it brings none, null where it is no label. */
async function uploadedIn(form: FormData): Promise<UploadedLabel | null | undefined> {
  const file = form.get("label");
  if (file === null || typeof file === "string" || file.size === 0) return undefined;
  const label = file.size > LABEL_MAX_BYTES ? null : readLabel(new Uint8Array(await file.arrayBuffer()));
  if (label === null) return null;
  const until = v.safeParse(Return.entries.label_until, field(form, "label_until", 10) || undefined);
  if (!until.success) return null;
  return {
    label,
    use: field(form, "use", 10) === "code" ? "code" : "label",
    about: aboutLabel({
      tracking_number: field(form, "tracking", 100),
      carrier: field(form, "carrier", 100),
      label_until: until.output,
    }),
  };
}

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
