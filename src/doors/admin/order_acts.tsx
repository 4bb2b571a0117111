/** What a person does with one order: holds its mails and lets them go, corrects its delivery address, writes to its customer. */
import type { Context } from "hono";
import { Hono } from "hono";
import { correctDelivery } from "../../flow/desk/correct_delivery.ts";
import { holdMessages, releaseMessages } from "../../flow/desk/hold_messages.ts";
import { writeToCustomer } from "../../flow/desk/write_to_customer.ts";
import { endOfDay } from "../../orders/days.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { problemPage } from "../error_page.tsx";
import { field } from "../forms/form.ts";
import { noteAct } from "./desk_act.ts";
import { type DeskAction, type OpenedForm, openForm, stale } from "./desk_form.tsx";
import { casePath, orderPath } from "./desk_view.ts";
import { ADDRESS_PARTS, type AddressPart, NEEDED_PARTS } from "./order_acts_view.ts";
import type { Desk, DeskHono } from "./desk_env.ts";

const REASON_MAX = 200;
const WORDS_MAX = 10_000;
const PART_MAX = 200;

export const orderActs = new Hono<DeskHono>();

orderActs.post("/hold", (context) =>
  onOrder(context, "hold", async (desk, { form, id }, order_id) => {
    const reason = field(form, "reason", REASON_MAX);
    const day = field(form, "until", 10);
    if (reason === "" || !/^\d{4}-\d{2}-\d{2}$/.test(day)) return "hold_empty";
    const until_ms = endOfDay(desk.shop.settings.time_zone, day);
    const holding = { id, order_id, person: desk.person, reason, until_ms };
    const held = await holdMessages(desk.ports, desk.shop, holding, desk.now_ms);
    if (!held.ok) return held.reason === "until" ? "hold_until" : null;
    await noteAct(desk, id, "messages.hold", { order_id });
    return "held";
  }));

orderActs.post("/release", (context) =>
  onOrder(context, "hold", async (desk, { id }, order_id) => {
    const released = await releaseMessages(desk.ports, desk.shop, { id, order_id }, desk.now_ms);
    if (!released.ok) return released.reason === "not_held" ? "not_held" : null;
    await noteAct(desk, id, "messages.release", { order_id });
    return "released";
  }));

orderActs.post(
  "/delivery",
  (context) =>
    onOrder(context, "delivery", async (desk, { form, id }, order_id) => {
      const part = Object.fromEntries(
        ADDRESS_PARTS.map((name) => [name, field(form, name, PART_MAX)]),
      ) as Readonly<Record<AddressPart, string>>;
      if (NEEDED_PARTS.some((name) => part[name] === "")) return "delivery_empty";
      const { street, more, ...others } = part;
      const address = { ...others, lines: [street, more].filter((line) => line !== "") };
      const correction = { id, order_id, address, person: desk.person };
      const corrected = await correctDelivery(desk.ports, desk.shop, correction, desk.now_ms);
      if (!corrected.ok) return corrected.reason === "no_order" ? null : `delivery_${corrected.reason}`;
      await noteAct(desk, id, "delivery.correct", { order_id });
      return `delivery_${corrected.value}`;
    }),
);

orderActs.post("/write", (context) =>
  onOrder(context, "write", async (desk, { form, id }, order_id) => {
    const [topic, words] = [field(form, "topic", PART_MAX), field(form, "words", WORDS_MAX)];
    if (topic === "" || words === "") return "empty";
    const writing = { id, order_id, kind: "question" as const, topic, words, person: desk.person };
    const written = await writeToCustomer(desk.ports, desk.shop, writing, desk.now_ms);
    if (!written.ok) return written.reason === "no_order" ? null : "no_address";
    await noteAct(desk, id, "case.write", { order_id, case_id: id });
    return { leads_to: casePath(desk, written.value) };
  }));

/** Notes that an act may leave on the order's page. */
export const ACT_NOTES = {
  held: "good",
  released: "good",
  delivery_at_storefront: "good",
  delivery_by_hand: "good",
  hold_empty: "bad",
  hold_until: "bad",
  not_held: "bad",
  delivery_empty: "bad",
  delivery_gone: "bad",
  delivery_asked: "bad",
  no_address: "bad",
} as const;

/** A note on the order's page, or another page; null: there is no such order. */
type Done = keyof typeof ACT_NOTES | "empty" | { readonly leads_to: string } | null;

/** Opens the form, acts on the order of this shop, and leads on. */
async function onOrder(
  context: Context<DeskHono>,
  action: DeskAction,
  act: (desk: Desk, opened: OpenedForm, order_id: string) => Promise<Done>,
): Promise<Response> {
  const opened = await openForm(context, action);
  if (opened === null) return stale(context);
  const { desk } = context.var;
  const order_id = field(opened.form, "order", 300);
  const done = splitOrderId(order_id).shop_id === desk.shop.id ? await act(desk, opened, order_id) : null;
  if (done === null) return problemPage(context, 404);
  const path = typeof done === "object" ? done.leads_to : `${orderPath(desk, order_id)}&note=${done}`;
  return context.redirect(path, 303);
}
