/**
 * Writes a note of each event inside the transaction in which it happens, so that neither can be there without the other. It
 * never lets the buyer feel it: what goes wrong is rolled back to where the note began, and logged.
 */
import { Injectable } from "@nestjs/common";
import {
  CustomerEvent,
  EventBus,
  Fulfillment,
  FulfillmentStateTransitionEvent,
  type ID,
  IdentifierChangeEvent,
  Logger,
  Order,
  OrderEvent,
  OrderLineEvent,
  OrderPlacedEvent,
  OrderStateTransitionEvent,
  Payment,
  PaymentStateTransitionEvent,
  RefundStateTransitionEvent,
  type RequestContext,
  TransactionalConnection,
  type VendureEvent,
} from "@vendure/core";
import type { EntityManager } from "typeorm";
import { type Note, type NoteKind, noteOf } from "./note.ts";
import { putNote } from "./note_outbox.ts";
import { type WaybillPluginOptions, withDefaults } from "./options.ts";
import { WaybillLanguage } from "./waybill_note.ts";

export const LOG = "Waybill";
/** Orders of a customer that are sent again when the customer's name or address changes. */
const RECENT_MS = 60 * 86_400_000;
const RECENT_MAX = 20;

type Write = (
  manager: EntityManager,
  note: (kind: NoteKind, code: string, subject?: ID | null) => Promise<void>,
) => Promise<void>;

@Injectable()
export class NoteWriter {
  constructor(private readonly events: EventBus, private readonly connection: TransactionalConnection) {}

  /** From here on every event leaves its note. `written` is called after each, and must not throw. */
  listen(options: WaybillPluginOptions, written: () => void): void {
    const { shipped_states, delivered_states, erase_with_customer = true } = withDefaults(options);
    const on = <E extends VendureEvent & { ctx: RequestContext }>(
      event: new (...args: never[]) => E,
      write: (event: E, ...rest: Parameters<Write>) => Promise<void>,
    ) =>
      this.events.registerBlockingEventHandler({
        // deno-lint-ignore no-explicit-any
        event: event as any,
        id: `waybill-${event.name}`,
        handler: async (event: VendureEvent) => {
          const { ctx } = event as E;
          if (await this.within(ctx, (manager, note) => write(event as E, manager, note))) written();
        },
      });

    on(OrderPlacedEvent, async ({ ctx, order }, manager, note) => {
      if (isOfSeller(order)) return;
      await keepLanguage(manager, order.code, ctx.languageCode);
      await note("placed", order.code);
      const payments = await manager.getRepository(Payment).find({
        where: { order: { id: order.id }, state: "Settled" },
      });
      for (const payment of payments) await note("paid", order.code, payment.id);
    });
    on(OrderStateTransitionEvent, async ({ order, fromState, toState }, _, note) => {
      if (!isPlaced(order)) return;
      if (toState === "Cancelled") await note("cancelled", order.code);
      else if (fromState === "Modifying") await note("changed", order.code);
    });
    on(OrderEvent, async ({ entity: order, type }, _, note) => {
      if (type === "updated" && isPlaced(order)) await note("changed", order.code);
    });
    on(OrderLineEvent, async ({ order, type }, _, note) => {
      if (type === "cancelled" && isPlaced(order)) await note("changed", order.code);
    });
    on(PaymentStateTransitionEvent, async ({ order, payment, toState }, _, note) => {
      // Until the order is placed its payments are the checkout's own business; then OrderPlacedEvent notes them.
      if (!isPlaced(order)) return;
      if (toState === "Settled") await note("paid", order.code, payment.id);
      if (toState === "Declined" || toState === "Error") await note("payment_failed", order.code, payment.id);
      if (toState === "Authorized") await note("changed", order.code);
    });
    on(FulfillmentStateTransitionEvent, async ({ fulfillment, fromState, toState }, manager, note) => {
      const was_sent = [...shipped_states, ...delivered_states].includes(fromState);
      const kind = shipped_states.includes(toState)
        ? "shipped"
        : delivered_states.includes(toState)
        ? "delivered"
        : toState === "Cancelled" && was_sent
        ? "withdrawn"
        : null;
      if (kind === null) return;
      // The event comes without its orders.
      const found = await manager.getRepository(Fulfillment).findOne({
        where: { id: fulfillment.id },
        relations: ["orders"],
      });
      for (const order of found?.orders ?? []) {
        if (isPlaced(order)) await note(kind, order.code, fulfillment.id);
      }
    });
    on(RefundStateTransitionEvent, async ({ order, refund, toState }, _, note) => {
      if (toState === "Settled" && isPlaced(order)) await note("refunded", order.code, refund.id);
    });
    on(CustomerEvent, async ({ entity: customer, type }, manager, note) => {
      if (type === "deleted" && erase_with_customer) await note("customer_erased", "", customer.emailAddress);
      if (type === "updated") await this.noteOrdersOf(manager, { customer: { id: customer.id } }, note);
    });
    on(IdentifierChangeEvent, async ({ user }, manager, note) => {
      await this.noteOrdersOf(manager, { customer: { user: { id: user.id } } }, note);
    });
  }

  private async noteOrdersOf(
    manager: EntityManager,
    whose: object,
    note: Parameters<Write>[1],
  ): Promise<void> {
    const orders = await manager.getRepository(Order).find({
      where: whose,
      order: { orderPlacedAt: "DESC" },
      take: RECENT_MAX,
    });
    for (const order of orders) {
      if (isPlaced(order) && order.orderPlacedAt!.getTime() > Date.now() - RECENT_MS) {
        await note("changed", order.code);
      }
    }
  }

  /** Whether a note was written. A savepoint around it keeps a failed statement from spoiling the buyer's transaction. */
  private async within(ctx: RequestContext, write: Write): Promise<boolean> {
    try {
      let count = 0;
      const { manager } = this.connection.getRepository(ctx, WaybillLanguage);
      const run = (within: EntityManager) =>
        write(within, async (kind, code, subject = null) => {
          const at = new Date();
          const note: Note = noteOf(kind, {
            code,
            subject: subject === null ? null : String(subject),
            at,
            channel: ctx.channel.token,
          });
          if (await putNote(within, note, at.getTime())) count += 1;
        });
      await (manager.queryRunner?.isTransactionActive === true ? manager.transaction(run) : run(manager));
      return count > 0;
    } catch (error) {
      Logger.error(`Cannot note an event: ${error instanceof Error ? error.message : String(error)}`, LOG);
      return false;
    }
  }
}

/** A cart and a draft are not sent, nor are the orders that a marketplace makes of one order for its sellers. */
function isPlaced(order: Order): boolean {
  return Boolean(order.orderPlacedAt) && !isOfSeller(order);
}

function isOfSeller({ type }: Order): boolean {
  return String(type) === "Seller";
}

async function keepLanguage(manager: EntityManager, orderCode: string, language: string): Promise<void> {
  await manager.createQueryBuilder().insert().into(WaybillLanguage).values({ orderCode, language }).orIgnore()
    .execute();
}
