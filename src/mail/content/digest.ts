/**
 * Builds the shop's daily digest: the day's figures, why mails were not sent, and which figures need attention. Pure.
 */
import { translator } from "../../../templates/locales/translate.ts";
import type { DigestView } from "../../../templates/standalone_view.ts";
import type { SuppressionReason } from "../../messages/message.ts";
import type { FactsOf } from "../../messages/standalone.ts";
import { oneLine } from "../format/text.ts";

/** Average ratings below this need attention: most shops are rated between 4 and 5. */
const RATING_GOOD = 4;

/** Texts for the reasons that the ledger records against a mail; any other reason is shown unchanged. */
const REASONS = {
  no_address: "reason.no_address",
  not_concluded: "reason.not_concluded",
  relay_address: "reason.relay_address",
  no_number: "reason.no_number",
  by_sms: "reason.by_text",
  switched_off: "reason.switched_off",
  by_rule: "reason.by_rule",
  sub_order: "reason.sub_order",
  in_confirmation: "reason.in_confirmation",
  order_cancelled: "reason.order_cancelled",
  too_old: "reason.too_old",
  overtaken: "reason.overtaken",
  withdrawn: "reason.withdrawn",
  paused: "reason.paused",
  expired: "reason.expired",
  seen_on_page: "reason.seen_on_page",
  with_next: "reason.with_next",
  bounced: "reason.bounced",
  complained: "reason.complained",
  unsubscribed: "reason.unsubscribed",
  blocked: "reason.blocked",
} as const satisfies Readonly<Record<SuppressionReason, string>>;

export function digest(facts: FactsOf<"shop_digest">, locale: string, day: string): DigestView {
  const { sent, failed, bounced, waiting_conversations, feedback } = facts;
  const numbers = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const counts = { sent, failed, bounced, waiting_conversations } as const;
  const names = Object.keys(counts) as (keyof typeof counts)[];
  return {
    day,
    sent,
    figures: names.flatMap((name) => {
      const count = counts[name];
      return count === undefined ? [] : [{ name, value: numbers.format(count) }];
    }),
    rating: feedback === undefined || feedback.count === 0
      ? null
      : { count: feedback.count, average: numbers.format(feedback.average) },
    reasons: facts.reasons.map(({ reason, count }) => ({
      reason: isWorded(reason) ? translator(locale)(REASONS[reason]) : oneLine(reason),
      count: numbers.format(count),
    })),
    advice: advice(facts),
  };
}

function advice({ failed, bounced, waiting_conversations, feedback }: FactsOf<"shop_digest">) {
  const called_for: Readonly<Record<DigestView["advice"][number], boolean>> = {
    answer: (waiting_conversations ?? 0) > 0,
    failed: failed > 0,
    bounced: bounced > 0,
    rating: feedback !== undefined && feedback.count > 0 && feedback.average < RATING_GOOD,
  };
  return (Object.keys(called_for) as DigestView["advice"]).filter((name) => called_for[name]);
}

function isWorded(reason: string): reason is SuppressionReason {
  return Object.hasOwn(REASONS, reason);
}
