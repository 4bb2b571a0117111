/** How to pay what is open, and what the customer wrote with the order: the same in every mail. */
import type { Translate } from "../locales/translate.ts";
import type { OrderView } from "../view.ts";
import type { Block } from "./block.tsx";
import type { Action } from "./order_mail.tsx";

/** `null` when there is nothing to say. */
export function payBlock(
  lines: readonly string[],
  t: Translate,
  heading: string = t("pay.title"),
): Block | null {
  return lines.length === 0 ? null : { shape: "lines", heading, lines };
}

/** Returns the button to the payment page; none where there is no such page. */
export function payActions({ to_pay }: OrderView, t: Translate): readonly Action[] {
  return to_pay === null || to_pay.pay_url === null
    ? []
    : [{ label: t("reminder.pay", { amount: to_pay.amount }), href: to_pay.pay_url }];
}

/** The customer's own words, with their line breaks; `null` where there are none. */
export function remarkBlock(heading: string, paragraphs: readonly string[]): Block | null {
  return paragraphs.length === 0 ? null : { shape: "quote", heading, paragraphs };
}

/** All that the customer wrote with the order. */
export function remarkBlocks({ remarks: { note, gift_message, po_number } }: OrderView, t: Translate) {
  return [
    remarkBlock(t("order.note"), note),
    remarkBlock(t("order.gift_message"), gift_message),
    po_number === null
      ? null
      : { shape: "lines" as const, heading: t("order.po_number"), lines: [po_number] },
  ];
}
