/** Words how far a return has come: headline, fact and what happens next. Mails, page and history say it in these words. Pure. */
import { dayText, spokenDay } from "../format/dates.ts";
import { quoted } from "../format/text.ts";
import { homeAt } from "../../orders/goods/arrival.ts";
import { isUnderWay, type ReturnProgress, returnProgress } from "../../orders/return_progress.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import type { Order, OrderReturn } from "../../orders/state.ts";
import { answeredBy } from "./answered_by.ts";
import type { ProgressState } from "./progress.ts";
import type { SituationInput } from "./situation_input.ts";

export interface Returning {
  readonly one: OrderReturn;
  readonly progress: ReturnProgress;
}

export interface ReturnWords {
  readonly headline: string;
  readonly fact: string | null;
  readonly next: string | null;
  readonly mood: "good" | "needs" | "money" | "sorry";
}

/** States in which nothing is on its way to the customer: a return is then what they wait for. */
const AT_REST: ReadonlySet<ProgressState> = new Set([
  "delivered",
  "picked_up",
  "partly_delivered",
  "partly_collected",
  "handed_over",
  "completed",
  "sent",
]);

/** Returns the return that is the order's situation; null where the goods, or the money, say more. */
export function currentReturn(
  order: Order,
  shop: ShopSettings,
  state: ProgressState,
  now_ms: number,
): Returning | null {
  if (!AT_REST.has(state)) return null;
  const home_at = homeAt(order) ?? "";
  const all = order.returns.map((one) => ({ one, progress: returnProgress(order, one, shop, now_ms) }));
  const [newest] = all
    .filter(({ progress }) => isUnderWay(progress) && !isDoneExchange(progress) || progress.at > home_at)
    .toSorted((a, b) =>
      Number(isUnderWay(b.progress)) - Number(isUnderWay(a.progress)) ||
      (a.progress.at < b.progress.at ? 1 : -1)
    );
  return newest ?? null;
}

/** What was sent in exchange is news of its own parcel. */
function isDoneExchange({ step, is_exchange }: ReturnProgress): boolean {
  return is_exchange && step === "received";
}

export function returnWords(
  { one, progress }: Returning,
  input: Pick<SituationInput, "shop" | "words">,
): ReturnWords {
  const { shop, words } = input;
  const { t, locale, money, today } = words;
  const { step, at, is_exchange, send_by, label_over, settled_by } = progress;
  const on = spokenDay(locale, shop.time_zone, at, today);
  const hears = t(is_exchange ? "returning.approved_next_exchange" : "returning.approved_next");
  const checked = settled_by === null ? null : t(
    is_exchange ? "returning.check_next_exchange" : "returning.check_next",
    { date: dayText(locale, settled_by) },
  );
  switch (step) {
    case "requested":
      return {
        mood: "good",
        headline: t("request.headline"),
        fact: t("returning.keep"),
        next: t("open.next_by", { date: answeredBy(input, one.requested_at ?? at) }),
      };
    case "declined": {
      const reason = quoted(one.reason);
      return {
        mood: "sorry",
        headline: t("declined.headline"),
        fact: reason ?? t("declined.lead"),
        next: t(reason === null ? "declined.next_ask" : "declined.next_again"),
      };
    }
    case "approved":
      return {
        mood: "needs",
        headline: t("approved.headline"),
        fact: send_by === null
          ? t("approved.lead")
          : t("returning.send_by", { date: dayText(locale, send_by) }),
        next: hears,
      };
    case "overdue":
      return {
        mood: "needs",
        headline: t("returning.overdue"),
        fact: label_over === null
          ? t("returning.late", { date: dayText(locale, send_by!) })
          : t(one.tracking === undefined ? "returning.label_over" : "returning.label_unused", {
            date: dayText(locale, label_over),
          }),
        next: t("returning.overdue_next"),
      };
    case "on_its_way":
      return {
        mood: "good",
        headline: t("returning.on_its_way"),
        fact: t("returning.handed_in", { date: on }),
        next: hears,
      };
    case "arrived":
      return {
        mood: "good",
        headline: t("returning.arrived"),
        fact: t("returning.arrived_on", { date: on }),
        next: checked,
      };
    case "received":
      return {
        mood: "good",
        headline: t("returned.headline"),
        fact: t("returning.received_on", { date: on }),
        next: checked,
      };
    case "refunding":
      return {
        mood: "money",
        headline: t("refund.headline", { amount: money(progress.refund_minor) }),
        fact: t("returning.refunding_on", { date: on }),
        next: t("returning.refunding_next"),
      };
    case "refunded":
      return {
        mood: "money",
        headline: t("returning.refunded"),
        fact: t("status.refunded_detail", { amount: money(progress.refund_minor), date: on }),
        next: null,
      };
  }
}
