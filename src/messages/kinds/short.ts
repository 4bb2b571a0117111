/** The short messages of an order, judged as its mails are. The shop can ring up: none comes twice after an answer that never came. */
import { SHORT_WAYS, type ShortWay, WAYS } from "../ways.ts";
import type { SmsDefinition } from "./definition.ts";

/** News of a shipment by each short way: `shipment_sms`. */
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

function newsBy(way: ShortWay): SmsDefinition {
  return {
    name: `${WAYS[way].label}: news of the parcel`,
    class: "progress",
    lane: "urgent",
    may_come_twice: false,
    true_until: "overtaken",
  };
}
