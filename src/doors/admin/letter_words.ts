/** Says in the desk's words what stopped a dead letter, what is missing without it, and what taking it again would change. */
import { w, withCapital, wordFor } from "../../../templates/admin/words.ts";
import type { LetterView } from "../../../templates/admin/letter.tsx";
import type { Rehearsed, RehearsedMessage } from "../../flow/record/rehearse_webhook.ts";
import { oneLine } from "../../mail/format/text.ts";
import { progressState } from "../../mail/view/progress.ts";
import type { DeadLetterRow } from "../../sql/dead_letters.ts";
import { senderNamed } from "../webhooks/sender.ts";
import { momentView, orderPath } from "./desk_view.ts";
import type { Desk } from "./desk_env.ts";
import { ruleText } from "./rule_words.ts";

/** Words the cause for somebody who knows the shop and no schema. */
export function causeText(
  { source, reason, field, rule }: Pick<DeadLetterRow, "source" | "reason" | "field" | "rule">,
): string {
  const name = withCapital(wordFor("source", source));
  if (reason === "too_large" || reason === "too_many_events") {
    return w(`letter.cause_${reason}`, { source: name });
  }
  if (reason === "unreadable" || field === "body" || field === "") {
    return w("letter.cause_unreadable", { source: name });
  }
  return oneLine(w("letter.cause_invalid", { source: name, field, rule: ruleText(rule) }));
}

/** The first that fits a topic or a type of an event counts. */
const MISSED = [
  [/redact|data_request/i, "privacy"],
  [/refund/i, "refund"],
  [/return/i, "return"],
  [/inventory|stock|product/i, "stock"],
  [/fulfil|ship|track|parcel|deliver|transit/i, "parcel"],
  [/pay|charge|checkout|capture|transaction|dispute|invoice/i, "payment"],
  [/order/i, "order"],
] as const;

/** Says what shop and customer lack while the letter is not read. */
export function missedText({ source, topic }: Pick<DeadLetterRow, "source" | "topic">): string {
  const sender = senderNamed(source);
  if (sender !== null && "provider" in sender) return w("letter.missed_mail");
  return w(`letter.missed_${MISSED.find(([pattern]) => pattern.test(topic))?.[1] ?? "other"}`);
}

/** Says order by order what taking the letter again would come to. */
export function triedView(desk: Desk, orders: readonly Rehearsed[]): LetterView["tried"] {
  return orders.map((one) => {
    switch (one.outcome) {
      case "parked":
        return { order: null, lines: [w("letter.parks")] };
      case "unsure":
        return { order: null, lines: [w("letter.unsure")] };
      case "duplicate":
        return {
          order: orderPath(desk, one.order_id),
          lines: [w("letter.known", { number: oneLine(one.number) })],
        };
      case "recorded":
        return recordedView(desk, one);
    }
  });
}

function recordedView(
  desk: Desk,
  one: Extract<Rehearsed, { outcome: "recorded" }>,
): LetterView["tried"][number] {
  const state = progressState(one.after);
  const before = one.before === null ? null : progressState(one.before);
  const key = before === null ? "letter.is_new" : before === state ? "letter.stays" : "letter.becomes";
  const now = one.owed.filter(({ due_at_ms }) => due_at_ms <= desk.now_ms);
  const later = one.owed.filter(({ due_at_ms }) => due_at_ms > desk.now_ms);
  return {
    order: before === null ? null : orderPath(desk, one.order_id),
    lines: [
      w(key, { number: oneLine(one.number), state: wordFor("progress", state) }),
      one.owed.length === 0 ? w("letter.no_mail") : null,
      now.length === 0 ? null : w("letter.goes_now", { kinds: kindsText(now) }),
      ...later.map((message) =>
        w("letter.goes_later", {
          at: momentView(desk, message.due_at_ms).text,
          kinds: kindsText([message]),
        })
      ),
      one.called_off.length === 0 ? null : w("letter.called_off", { kinds: kindsText(one.called_off) }),
    ].filter((line) => line !== null),
  };
}

function kindsText(messages: readonly Pick<RehearsedMessage, "kind">[]): string {
  return [...new Set(messages.map(({ kind }) => wordFor("message", kind)))].join(", ");
}
