/**
 * Defines the short messages of an order, which are planned like its mails. None is sent twice after an unknown
 * outcome; the shop can call instead.
 */
import { SHORT_WAYS, type ShortWay, WAYS } from "../ways.ts";
import type { ShortAnswerDefinition, SmsDefinition } from "./definition.ts";

/** One shipment message for each short way: `shipment_sms`. */
const NEWS = Object.fromEntries(SHORT_WAYS.map((way) => [`shipment_${way}`, newsBy(way)])) as {
  readonly [Of in ShortWay as `shipment_${Of}`]: SmsDefinition;
};

export const SHORT = {
  ...NEWS,
  bounce_sms: {
    name: "Text: the address takes no mail",
    class: "progress",
    lane: "urgent",
    may_come_twice: false,
    true_until: "overtaken",
  },
} as const satisfies Readonly<Record<string, SmsDefinition>>;

/** Short messages that no order owes: each carries its facts, as a standalone mail does. */
export const SHORT_ANSWERS = {
  support_short: {
    name: "Answer where the customer wrote",
    class: "essential",
    lane: "urgent",
    may_come_twice: false,
    true_until: "always",
  },
} as const satisfies Readonly<Record<string, ShortAnswerDefinition>>;

function newsBy(way: ShortWay): SmsDefinition {
  return {
    name: `${WAYS[way].label}: news of the parcel`,
    class: "progress",
    lane: "urgent",
    may_come_twice: false,
    true_until: "overtaken",
  };
}
