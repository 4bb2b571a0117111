/** The mails that orders owe, by kind: what each tells, and its template. A kind of `messages/kinds/` without one does not compile. */
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

/** What a mail of `Kind` tells beyond its order. */
export type ContentOf<Kind extends OrderKind> = ReturnType<(typeof LETTERS)[Kind]["content"]>;
