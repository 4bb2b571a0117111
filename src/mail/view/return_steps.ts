/** Words the steps of a return, from the request to the money. Pure. */
import type { TextKey } from "../../../templates/locales/translate.ts";
import type { StepView } from "../../../templates/view.ts";
import type { ReturnProgress } from "../../orders/return_progress.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { OrderReturn } from "../../orders/state.ts";
import type { Wording } from "../format/amounts.ts";
import { shortDateText } from "../format/dates.ts";

/**
 * The steps of a return that was not declined: agreed, on its way, with the shop, paid back. An exchange ends with the shop: what is sent
 * for it is a parcel of its own.
 */
export function returnSteps(
  one: OrderReturn,
  { step, is_exchange, at }: ReturnProgress,
  shop: ShopSettings,
  { t, locale }: Wording,
): readonly StepView[] {
  if (step === "declined") return [];
  const arrived_at = one.received_at ?? one.scans?.find(({ status }) => status === "delivered")?.at;
  const reached = STEPS.findIndex((steps) => steps.includes(step));
  const labels: readonly TextKey[] = [
    // What is asked for and what is agreed is one step, called by how far it is.
    step === "requested" ? "page.return_requested" : "page.return_approved",
    "page.return_on_its_way",
    "page.return_received",
    ...(is_exchange ? [] : ["page.return_refunded" as const]),
  ];
  const times = [one.approved_at ?? one.requested_at ?? one.at, one.scans?.[0]?.at, arrived_at, at];
  return labels.map((label, index) => ({
    label: t(label),
    state: index > reached ? "upcoming" : index === reached && index < labels.length - 1 ? "current" : "done",
    on: index > reached || times[index] === undefined
      ? null
      : shortDateText(locale, shop.time_zone, times[index]!),
  }));
}

const STEPS: readonly (readonly ReturnProgress["step"][])[] = [
  ["requested", "approved", "overdue"],
  ["on_its_way"],
  ["arrived", "received", "refunding"],
  ["refunded"],
];
