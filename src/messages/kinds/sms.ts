/** The text messages of an order, judged as its mails are. The shop can ring up: none comes twice after an answer that never came. */
import type { SmsDefinition } from "./definition.ts";

export const SMS = {
  bounce_sms: {
    name: "Text: the address takes no mail",
    class: "progress",
    lane: "urgent",
    may_come_twice: false,
    true_until: "overtaken",
  },
  shipment_sms: {
    name: "Text: news of the parcel",
    class: "progress",
    lane: "urgent",
    may_come_twice: false,
    true_until: "overtaken",
  },
} as const satisfies Readonly<Record<string, SmsDefinition>>;
