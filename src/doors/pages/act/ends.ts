/**
 * What an action's last page says: what happens next, by when, and what the customer will hear. It says so in the
 * sentences of the order's own situation, so that page, mail and end agree.
 */
import { maskEmail } from "../../../customers/mask.ts";
import type { Offer } from "../../../customers/offers.ts";
import { answeredBy } from "../../../mail/view/answered_by.ts";
import { hoursLines } from "../../../mail/view/chat_view.ts";
import type { TextKey } from "../../../../templates/locales/translate.ts";
import type { SituationView } from "../../../../templates/view.ts";
import type { Request } from "../../../orders/event.ts";
import type { Acting, End } from "./action.ts";
import { returnEnd } from "./return_end.ts";
import { situationOf } from "./situation_of.ts";

const ABOUT: Partial<Readonly<Record<Offer, readonly Request[]>>> = {
  ask: ["question"],
  note: ["delivery_note"],
  address: ["address_change", "send_elsewhere"],
  cancel: ["cancellation"],
  problem: ["not_arrived", "missing", "damaged", "wrong_item", "other_problem"],
  held: ["send_again", "send_elsewhere", "refund_instead"],
};

/** True where the order shows that the customer did this: no end thanks for what was never received. */
export function wasDone({ row: { order } }: Pick<Acting, "row">, offer: Offer): boolean {
  switch (offer) {
    case "ask":
    case "note":
    case "address":
    case "cancel":
      return [...order.open_requests ?? [], ...order.decided_requests ?? []].some(({ about }) =>
        ABOUT[offer]!.includes(about)
      ) || offer === "cancel" && order.cancelled !== undefined;
    case "return":
      return order.returns.length > 0;
    case "withdraw":
      return order.withdrawals.length > 0;
    case "delay":
      return order.delay_answers.length > 0;
    // A rating is no part of the order, and what was found or given up ends without a trace in it.
    case "rate":
    case "problem":
    case "held":
      return true;
  }
}

/** Ends at which a person of the shop acts next: there the customer also reads how soon answers usually come. */
const ANSWERED: ReadonlySet<Offer> = new Set(["problem", "ask", "cancel", "address", "note", "held"]);

/**
 * `how` names the end where an action has several; `usual_hours` are the working hours within which four of five answers came, null
 * until enough are measured: then the day that the shop promises stands alone.
 */
export function endOf(
  acting: Acting,
  offer: Offer,
  how: string | null,
  done: readonly TextKey[],
  usual_hours: number | null,
): End {
  const end = endOfAction(acting, offer, how, done);
  const is_open = ANSWERED.has(offer) && usual_hours !== null &&
    (acting.row.order.open_requests ?? []).length > 0;
  if (!is_open) return end;
  return {
    ...end,
    lines: [...end.lines, ...hoursLines(acting.shop.settings, usual_hours, acting, acting.now_ms)],
  };
}

function endOfAction(acting: Acting, offer: Offer, how: string | null, done: readonly TextKey[]): End {
  const { t, row, shop, locale, token } = acting;
  const hear = heardBy(acting);
  if (how === "found") {
    return { mood: "good", title: t("missing.found_end"), lines: [t("missing.found_next")] };
  }
  if (offer === "rate") {
    return {
      mood: "good",
      title: t("rate.thanks"),
      lines: [t("rate.next")],
      onward: { href: `/o/${token}/rate`, label: t("rate.more") },
    };
  }
  if (offer === "return") return returnEnd(acting, hear);
  const situation = situationOf(acting);
  if (how === "waits") {
    return {
      mood: situation.mood,
      title: t("delay.waits_end"),
      lines: [situation.headline, t("delay.waits_next"), ...hear],
    };
  }
  if (offer === "problem" || offer === "cancel" || offer === "delay" || offer === "held") {
    const is_over = row.order.cancelled !== undefined && (offer === "cancel" || offer === "delay");
    if (situation.is_claim || is_over) {
      return situationEnd(situation, hear);
    }
  }
  const decided = row.order.decided_requests?.at(-1);
  if (decided !== undefined && ABOUT[offer]?.includes(decided.about) === true) {
    return situationEnd(situation, hear);
  }
  const newest = (row.order.open_requests ?? []).findLast(({ about }) =>
    ABOUT[offer]?.includes(about) === true
  );
  const request = [...situation.requests].find(({ id }) => id === newest?.id);
  // What stands before everything else is the situation itself.
  if (newest !== undefined && request === undefined) {
    return situationEnd(situation, hear);
  }
  if (request !== undefined) {
    const by = answeredBy({ shop: shop.settings, words: { locale } }, newest!.at);
    return { mood: "good", title: request.headline, lines: [t("open.next_by", { date: by }), ...hear] };
  }
  const withdrawn = row.order.withdrawals.length > 0;
  if (offer === "withdraw" && withdrawn) {
    return situationEnd({ ...situation, next: t("withdrawal.next") }, hear);
  }
  return { mood: "good", title: t("act.done_title"), lines: done.map((line) => t(line)) };
}

/** The end of what is now the order's situation. */
function situationEnd(
  { mood, headline, fact, next }: Pick<SituationView, "mood" | "headline" | "fact" | "next">,
  hear: readonly string[],
): End {
  return { mood, title: headline, lines: [fact, next, ...hear].filter((line) => line !== null) };
}

/** To which address the mail goes; the whole address is for its own customer alone. */
function heardBy({ t, row, proven }: Acting): readonly string[] {
  const { email } = row.order.details.customer;
  return email === undefined ? [] : [t("end.mail_to", { email: proven ? email : maskEmail(email) })];
}
