/** Defines the mails to the shop itself. */
import * as v from "valibot";
import { Count, Name, Text } from "./facts.ts";
import { Day } from "../../values/schemas.ts";
import type { StandaloneDefinition } from "./definition.ts";

/** Problems at a shop; each has its own text in every language. */
export const ALERT_TOPICS = [
  "mail_failed",
  "mail_bounced",
  "order_unreachable",
  "mails_overdue",
  "cases_late",
  "event_parked",
  "cancellation_requested",
  "customer_request",
  "complaint_rate",
  "bounce_rate",
  "channel_down",
  "refund_failed",
  "sums_differ",
  "connection_trouble",
  "webhooks_waiting",
  "webhook_set_aside",
  "endpoint_off",
  "dead_letter",
  "erasure_asked",
  "desk_invited",
  "week_stands_out",
  "trial_worse",
  "trial_over",
] as const;

/** Screens of the desk to which an alert leads. */
export const DESK_SCREENS = ["figures", "trials"] as const;

export const SHOP = {
  shop_alert: {
    name: "Alert to the shop",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "always",
    section: "alert",
    facts: v.object({
      topic: v.picklist(ALERT_TOPICS),
      order_number: v.optional(Name),
      count: v.optional(Count),
      /** Cause of a cancellation request: the customer's answer to a delay, or no answer to the second delay mail. */
      cause: v.optional(v.picklist(["answered", "silence"])),
      /** Reason in the words of the ledger or the customer. */
      detail: v.optional(Text),
      /** The case to which it leads; an answer to the alert goes to its customer. */
      case_id: v.optional(Name),
      /** The screen of the desk that shows it. */
      desk: v.optional(v.picklist(DESK_SCREENS)),
      /** What a digest names, in words; with a name where cases are behind it. */
      found: v.optional(v.array(v.object({ words: Text, name: v.optional(Text) }))),
    }),
    sent_when: "something is wrong that only the shop can put right",
    not_when: "it is right again before the mail left",
    to: "the shop",
  },
  shop_digest: {
    name: "Figures of the day",
    class: "essential",
    lane: "bulk",
    may_come_twice: true,
    true_until: "its_time",
    section: "digest",
    facts: v.object({
      day: Day,
      sent: Count,
      failed: Count,
      bounced: Count,
      /** Absent where the shop does not count them. */
      waiting_conversations: v.optional(Count),
      feedback: v.optional(v.object({ count: Count, average: v.number() })),
      /** Reasons of suppressed or failed mails with their counts, the most frequent first. */
      reasons: v.pipe(v.array(v.object({ reason: Name, count: Count })), v.maxLength(10)),
    }),
    sent_when: "each morning, about the day before",
    not_when: "the day is over",
    to: "the shop",
  },
} as const satisfies Readonly<Record<string, StandaloneDefinition>>;
