/** Defines the mails of a conversation between a customer and the shop. */
import * as v from "valibot";
import { Conversation, Count, Name, Text } from "./facts.ts";
import type { StandaloneDefinition } from "./definition.ts";

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
    }),
    sent_when: "a customer's message opened a conversation",
    not_when: "",
    to: "its writer",
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
    }),
    by_hand: true,
    sent_when: "the shop answered",
    not_when: "",
    to: "whoever wrote to the shop",
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
