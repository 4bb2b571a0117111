/** Every kind of an order's mail, as the tests try it. */
import type { OrderKind } from "../../src/messages/message.ts";
import { CARE_CASES } from "./care.ts";
import type { KindCase } from "./kind_case.ts";
import { ORDER_CASES } from "./order.ts";
import { PAYMENT_CASES } from "./payment.ts";
import { RETURNS_CASES } from "./returns.ts";
import { SHIPMENT_CASES } from "./shipment.ts";

export const KIND_CASES: Readonly<Record<OrderKind, KindCase>> = {
  ...ORDER_CASES,
  ...PAYMENT_CASES,
  ...SHIPMENT_CASES,
  ...RETURNS_CASES,
  ...CARE_CASES,
};
