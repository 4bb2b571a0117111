/** Notes of what happened to orders before the plugin was there, from Vendure's own history. */
import { type HistoryService, Order, type RequestContext } from "@vendure/core";
import { type EntityManager, MoreThanOrEqual } from "typeorm";
import { type Note, type NoteKind, noteOf } from "./note.ts";
import { putNote } from "./note_outbox.ts";

const PAGE = 100;
/** Most entries of one order's history that are read. */
const ENTRIES_MAX = 500;

export interface Backfilling {
  readonly manager: EntityManager;
  readonly history: HistoryService;
  readonly ctx: RequestContext;
  readonly shipped_states: readonly string[];
  readonly delivered_states: readonly string[];
}

/** Writes what is not noted yet of every order placed since; resolves to the number of orders. */
export async function backfill(backfilling: Backfilling, since: Date): Promise<number> {
  let count = 0;
  for (let skip = 0;; skip += PAGE) {
    const orders = await backfilling.manager.getRepository(Order).find({
      where: { orderPlacedAt: MoreThanOrEqual(since) },
      relations: ["channels"],
      order: { orderPlacedAt: "ASC", id: "ASC" },
      skip,
      take: PAGE,
    });
    for (const order of orders) {
      if (String(order.type) === "Seller") continue;
      count += 1;
      for (const note of await notesOf(backfilling, order)) {
        await putNote(backfilling.manager, note, Date.now());
      }
    }
    if (orders.length < PAGE) return count;
  }
}

async function notesOf(
  { history, ctx, shipped_states, delivered_states }: Backfilling,
  order: Order,
): Promise<readonly Note[]> {
  const { code } = order;
  const channel = order.channels[0]?.token ?? "";
  const note = (kind: NoteKind, at: Date, subject?: unknown) =>
    noteOf(kind, { code, subject: subject === undefined ? null : String(subject), at, channel });
  const options = { sort: { createdAt: "ASC" as never }, take: ENTRIES_MAX };
  const { items } = await history.getHistoryForOrder(ctx, order.id, false, options);
  const notes = items.flatMap(({ type, data, createdAt }): Note | readonly Note[] => {
    const { from = "", to = "", paymentId, fulfillmentId, refundId } = data as Readonly<
      Record<string, string | undefined>
    >;
    switch (String(type)) {
      case "ORDER_STATE_TRANSITION":
        return to === "Cancelled" ? note("cancelled", createdAt) : [];
      case "ORDER_PAYMENT_TRANSITION":
        return to === "Settled" ? note("paid", createdAt, paymentId) : [];
      case "ORDER_FULFILLMENT_TRANSITION":
        if (shipped_states.includes(to)) return note("shipped", createdAt, fulfillmentId);
        if (delivered_states.includes(to)) return note("delivered", createdAt, fulfillmentId);
        return to === "Cancelled" && [...shipped_states, ...delivered_states].includes(from)
          ? note("withdrawn", createdAt, fulfillmentId)
          : [];
      case "ORDER_REFUND_TRANSITION":
        return to === "Settled" ? note("refunded", createdAt, refundId) : [];
      default:
        return [];
    }
  });
  return [note("placed", order.orderPlacedAt!), ...notes];
}
