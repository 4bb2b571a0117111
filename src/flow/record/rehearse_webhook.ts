/** Says what recording a webhook about one order would come to, without writing or sending anything. */
import { planMessages } from "../../orders/plan/plan.ts";
import type { PlannedMessage } from "../../orders/plan/plan_input.ts";
import type { Order } from "../../orders/state.ts";
import type { MessageKind } from "../../messages/message.ts";
import type { OpenPorts } from "../archive/open_order.ts";
import type { RecordPorts, Shop } from "../ports.ts";
import { fingerprintWebhook } from "./fingerprints.ts";
import { loadOrder } from "./load_order.ts";
import { mergeNewEvents } from "./merge_new_events.ts";
import type { OrderWebhook } from "./order_webhook.ts";
import { fingerprintedWebhook } from "./record_event.ts";

/** A message that would leave, or would not any more. */
export interface RehearsedMessage {
  readonly kind: MessageKind;
  readonly about: string;
  /** Milliseconds since the epoch. */
  readonly due_at_ms: number;
}

export type Rehearsed =
  | {
    readonly outcome: "recorded";
    readonly order_id: string;
    readonly number: string;
    /** Null for an order that the webhook brings. */
    readonly before: Order | null;
    readonly after: Order;
    /** Messages that the order would then owe and does not owe now. */
    readonly owed: readonly RehearsedMessage[];
    /** Messages that are owed now and would be called off. */
    readonly called_off: readonly Pick<RehearsedMessage, "kind" | "about">[];
  }
  | { readonly outcome: "duplicate"; readonly order_id: string; readonly number: string }
  /** `parked`: its order is not known. `unsure`: so much would have to be read that no page tries it. */
  | { readonly outcome: "parked" | "unsure" };

/** An order's whole history may be a thousand rows, which no page reads. */
const ROWS_MAX = 100;

export async function rehearseWebhook(
  ports: OpenPorts & Pick<RecordPorts, "storefronts">,
  shop: Shop,
  webhook: OrderWebhook,
  now_ms: number,
): Promise<Rehearsed> {
  const fingerprinted = await fingerprintedWebhook(ports.storefronts, shop, webhook);
  const { names } = fingerprinted.row;
  const options = { waiting_under: names.slice(0, 1), whole: false, rows_max: ROWS_MAX };
  const loaded = await loadOrder(ports, fingerprinted, options);
  if (loaded.webhooks.length >= ROWS_MAX) return { outcome: "unsure" };
  const waiting = await Promise.all(loaded.parked.map(fingerprintWebhook));
  const merged = await mergeNewEvents(loaded, [fingerprinted, ...waiting]);
  switch (merged.type) {
    case "nothing_new":
      return { outcome: "duplicate", order_id: merged.row.id, number: merged.row.number };
    case "no_order":
      return { outcome: "parked" };
    case "needs_all":
    case "too_many":
      return { outcome: "unsure" };
    case "folded": {
      const { order } = merged;
      const planned = planMessages({ order, shop: shop.settings, ledger: loaded.ledger, now_ms });
      return {
        outcome: "recorded",
        order_id: loaded.row?.id ?? names[0]!,
        number: order.details.number,
        before: loaded.row?.order ?? null,
        after: order,
        owed: planned.filter((one) =>
          one.against === null && !loaded.ledger.some((known) => isSame(known, one))
        )
          .map(({ kind, about, due_at_ms }) => ({ kind, about, due_at_ms })),
        called_off: loaded.ledger.filter((known) =>
          known.state === "owed" && !planned.some((one) => one.against === null && isSame(known, one))
        ).map(({ kind, about }) => ({ kind, about })),
      };
    }
  }
}

function isSame(
  known: { readonly kind: string; readonly about: string },
  { kind, about }: Pick<PlannedMessage, "kind" | "about">,
): boolean {
  return known.kind === kind && known.about === about;
}
