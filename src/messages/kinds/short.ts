/**
 * Defines the short messages of an order, which are planned like its mails. None is sent twice after an unknown
 * outcome; the shop can call instead.
 */
import { SHORT_WAYS, type ShortWay, WAYS } from "../ways.ts";
import type { ShortAnswerDefinition, SmsDefinition } from "./definition.ts";

/** For each short way one kind of message a class: `shipment_sms`, `care_sms`. */
const NEWS = Object.fromEntries(
  SHORT_WAYS.flatMap((way) => [[`shipment_${way}`, newsBy(way)], [`care_${way}`, careBy(way)]]),
) as {
  readonly [Of in ShortWay as `shipment_${Of}` | `care_${Of}`]: SmsDefinition;
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

/** For each short way what a shop's own programs hand over: `sent_sms`. */
const SENT = Object.fromEntries(SHORT_WAYS.map((way) => [`sent_${way}`, sentBy(way)])) as {
  readonly [Of in ShortWay as `sent_${Of}`]: ShortAnswerDefinition;
};

/** Short messages that no order owes: each carries its facts, as a standalone mail does. */
export const SHORT_ANSWERS = {
  support_short: {
    name: "Answer where the customer wrote",
    class: "essential",
    lane: "urgent",
    may_come_twice: false,
    true_until: "always",
  },
  ...SENT,
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

function sentBy(way: ShortWay): ShortAnswerDefinition {
  return {
    name: `${WAYS[way].label}: message of a program`,
    class: "essential",
    lane: "urgent",
    may_come_twice: false,
    true_until: "its_time",
  };
}

function careBy(way: ShortWay): SmsDefinition {
  return {
    name: `${WAYS[way].label}: follow-ups and questions`,
    class: "care",
    lane: "urgent",
    may_come_twice: false,
    true_until: "overtaken",
  };
}
