/** Words the steps of a return, from the request to the money. Pure. */
import type { TextKey } from "../../../templates/locales/translate.ts";
import type { StepView } from "../../../templates/view.ts";
import type { ReturnProgress } from "../../orders/return_progress.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { OrderReturn } from "../../orders/state.ts";
import type { Wording } from "../format/amounts.ts";
import { shortDateText } from "../format/dates.ts";

/** The steps of a return that was not declined; what nobody reports is left out once it is behind. */
export function returnSteps(
  one: OrderReturn,
  { step, is_exchange, at }: ReturnProgress,
  shop: ShopSettings,
  { t, locale }: Wording,
): readonly StepView[] {
  if (step === "declined") return [];
  const arrived_at = one.received_at ?? one.scans?.find(({ status }) => status === "delivered")?.at;
  const reached = STEPS.findIndex((steps) => steps.includes(step));
  const times = [
    one.requested_at ?? one.approved_at ?? one.at,
    one.approved_at,
    one.scans?.[0]?.at,
    arrived_at,
    at,
  ];
  return LABELS.slice(0, is_exchange ? -1 : undefined).map((label, index, all) => ({
    label: t(label),
    state: index > reached ? "upcoming" : index === reached && index < all.length - 1 ? "current" : "done",
    on: index > reached || times[index] === undefined
      ? null
      : shortDateText(locale, shop.time_zone, times[index]!),
  }));
}

const STEPS: readonly (readonly ReturnProgress["step"][])[] = [
  ["requested"],
  ["approved", "overdue"],
  ["on_its_way"],
  ["arrived", "received", "refunding"],
  ["refunded"],
];
const LABELS: readonly TextKey[] = [
  "page.return_requested",
  "page.return_approved",
  "page.return_on_its_way",
  "page.return_received",
  "page.return_refunded",
];
