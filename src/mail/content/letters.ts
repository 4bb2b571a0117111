/**
 * The mails about orders by kind, each with its content and template. A kind of `messages/kinds/` without an entry
 * does not compile.
 */
import type { OrderKind } from "../../messages/message.ts";
import { CARE_LETTERS } from "./care.ts";
import type { OrderLetter } from "./letter.ts";
import { ORDER_LETTERS } from "./order.ts";
import { PAYMENT_LETTERS } from "./payment.ts";
import { SHIPMENT_LETTERS } from "./shipment.ts";

interface AnyLetter {
  readonly content: OrderLetter<unknown>["content"];
  readonly template: OrderLetter<never>["template"];
}

export const LETTERS = {
  ...ORDER_LETTERS,
  ...PAYMENT_LETTERS,
  ...SHIPMENT_LETTERS,
  ...CARE_LETTERS,
} as const satisfies Readonly<Record<OrderKind, AnyLetter>>;

/** The content of a mail of `Kind` beyond its order. */
export type ContentOf<Kind extends OrderKind> = ReturnType<(typeof LETTERS)[Kind]["content"]>;
