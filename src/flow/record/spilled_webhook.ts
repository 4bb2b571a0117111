/**
 * A spilled webhook, which the queue or the bucket keeps, and the conversion of those that an older Waybill wrote.
 * Pure.
 */
import type { OrderEvent } from "../../orders/event.ts";
import type { StockEvent } from "../../stock/event.ts";
import type { StockWebhook } from "../stock/record_stock.ts";
import type { OrderWebhook } from "./order_webhook.ts";
import type { PicturesWebhook } from "./record_pictures.ts";

/** A webhook that has been verified and read, and is not recorded yet. */
export interface SpilledWebhook {
  readonly shop_id: string;
  readonly orders: readonly OrderWebhook[];
  /** Absent when the webhook has no stock event. */
  readonly stock?: StockWebhook | undefined;
  /** Absent when the webhook names no product's picture. */
  readonly pictures?: PicturesWebhook | undefined;
}

/** One order, or the stock, as a Waybill before migration 0014 wrote it. */
interface OldPart {
  readonly source: string;
  readonly received_at_ms: number;
  readonly delivery_id: string;
  readonly happenings: readonly { readonly type: string }[];
}

export interface OldSpilledWebhook {
  readonly store_id: string;
  readonly reports: readonly OldPart[];
  readonly stock?: OldPart | undefined;
}

/** Returns `stored` in the present form; what the present Waybill wrote is returned unchanged. */
export function upgradeSpilled(stored: SpilledWebhook | OldSpilledWebhook): SpilledWebhook {
  if (!("store_id" in stored)) return stored.orders.some(hasOldEvents) ? withNewEvents(stored) : stored;
  const { store_id: shop_id, reports, stock } = stored;
  return {
    shop_id,
    orders: reports.map(partOf) as unknown as SpilledWebhook["orders"],
    ...(stock === undefined
      ? {}
      : { stock: partOf(stock) as unknown as NonNullable<SpilledWebhook["stock"]> }),
  };
}

function partOf({ delivery_id: webhook_id, happenings, ...rest }: OldPart) {
  return { ...rest, webhook_id, events: happenings.map(eventOf) };
}

/**
 * Returns whether a Waybill between migrations 0014 and 0016 wrote it, which called a choice of channels
 * `customer.sms_chosen`.
 */
function hasOldEvents({ events }: { readonly events: readonly { readonly type: string }[] }): boolean {
  return events.some(({ type }) => type === "customer.sms_chosen");
}

function withNewEvents({ orders, ...rest }: SpilledWebhook): SpilledWebhook {
  return {
    ...rest,
    orders: orders.map((order) => ({
      ...order,
      events: order.events.map((event) => eventOf(event) as OrderEvent),
    })),
  };
}

interface OldChoice {
  readonly type: string;
  readonly texts?: { readonly number: string; readonly alone: boolean } | null;
  readonly sms?: { readonly number: string; readonly alone: boolean } | null;
}

/** Converts the only type of event whose name and shape have changed, twice. */
function eventOf(event: { readonly type: string }): OrderEvent | StockEvent {
  if (event.type !== "customer.texts_chosen" && event.type !== "customer.sms_chosen") {
    return event as OrderEvent | StockEvent;
  }
  const { texts, sms = texts, ...rest } = event as OldChoice;
  const ways = sms == null ? [] : [{ by: "sms" as const, to: sms.number, alone: sms.alone }];
  return { ...rest, type: "customer.ways_chosen", ways } as unknown as OrderEvent;
}
