/** Defines the mails of a conversation between a customer and the shop. */
import * as v from "valibot";
import { Conversation, Count, Name, Text } from "./facts.ts";
import { Day, Instant } from "../../values/schemas.ts";
import type { StandaloneDefinition } from "./definition.ts";

/** What a customer hears of a request: the sentences are those of the order's page. */
export const REQUEST_NEWS = [
  "send_again_granted",
  "refund_granted",
  "claim_declined",
  "cancellation_granted",
  "cancellation_declined",
  "address_granted",
  "address_declined",
  "waits",
  "still_missing",
] as const;
export type RequestNews = (typeof REQUEST_NEWS)[number];

const MessageId = v.pipe(v.string(), v.maxLength(900));
const File = v.object({
  /** In the bucket. */
  key: v.string(),
  name: v.string(),
  type: v.string(),
  /** Bytes. */
  size: Count,
});

/** Message-IDs of the mails that are answered, so that the reader's program shows one thread. */
const ThreadHeaders = {
  in_reply_to: v.optional(MessageId),
  references: v.optional(v.pipe(v.string(), v.maxLength(20_000))),
};

export const SUPPORT = {
  support_received: {
    name: "Question received",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "always",
    section: "asked",
    facts: v.object({
      ...Conversation,
      /** The customer's question, as Waybill extracted it. */
      question: Text,
      answer_hours: v.optional(Count),
      /** When it came; the day by which a person answers counts from it. */
      received_at: v.optional(Instant),
      ...ThreadHeaders,
    }),
    sent_when: "a customer's message opened a conversation",
    not_when: "",
    to: "its writer",
  },
  support_answered: {
    name: "Answered at once",
    class: "essential",
    lane: "urgent",
    may_come_twice: false,
    true_until: "its_time",
    section: "once",
    facts: v.object({
      ...Conversation,
      /** What was asked, as the rules recognised it. */
      asked: v.picklist(["where", "address", "return"]),
      /** What the order says about it, in the reader's language. */
      lines: v.pipe(v.array(Text), v.maxLength(10)),
      /** The customer's question, as Waybill extracted it. */
      question: Text,
      ...ThreadHeaders,
    }),
    sent_when: "a customer's mail asked what the order itself can answer",
    not_when: "the mail says more, its sender is not proven, or a program answered this case before",
    to: "its writer, who is the order's customer",
  },
  support_reply: {
    name: "Answer of the shop",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "always",
    section: "reply",
    facts: v.object({
      ...Conversation,
      message: Text,
      /** Author of the answer, under the name that customers may see. */
      author: v.optional(Name),
      /** The question that is answered, in the customer's words. */
      question: v.optional(Text),
      ...ThreadHeaders,
      /** Files in the bucket that travel with the answer. */
      files: v.optional(v.pipe(v.array(File), v.maxLength(10))),
      /** Set where the shop waits for an answer. */
      asks: v.optional(v.literal(true)),
    }),
    by_hand: true,
    sent_when: "the shop answered or asked its customer something",
    not_when: "",
    to: "whoever wrote to the shop",
  },
  request_news: {
    name: "What became of a request",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "always",
    section: "decided",
    facts: v.object({
      news: v.picklist(REQUEST_NEWS),
      order_number: Name,
      /** Why it is declined, in the shop's words. */
      reason: v.optional(Text),
      /** Day until which the parcel is waited for. */
      until: v.optional(Day),
    }),
    sent_when:
      "what a customer asked for on a page was decided; the day came until which a parcel was waited for",
    not_when: "the customer found the parcel before that day",
    to: "that customer",
  },
  support_resolved: {
    name: "Conversation closed",
    class: "essential",
    lane: "urgent",
    may_come_twice: true,
    true_until: "always",
    section: "solved",
    facts: v.object(Conversation),
    sent_when: "the shop closed the conversation",
    not_when: "it was opened again before the mail left",
    to: "whoever wrote to the shop",
  },
} as const satisfies Readonly<Record<string, StandaloneDefinition>>;
