/** Shapes of cases and of orders. */
import * as v from "valibot";
import { RETURN_STEPS } from "../../../src/orders/return_progress.ts";
import { CASE_KINDS } from "../../../src/cases/case.ts";
import { REMEDIES } from "../../../src/orders/event.ts";
import { about, Count, MaybeText, MaybeTime, Text, Time, Yes } from "./value.ts";

const case_fields = {
  id: Text,
  kind: v.picklist(CASE_KINDS),
  topic: Text,
  state: v.picklist(["open", "solved", "merged"]),
  next: about(
    v.picklist(["shop", "customer", "later", "nobody"]),
    "Who acts, `shop` and `later` until `due_at`",
  ),
  due_at: MaybeTime,
  opened_at: Time,
  changed_at: Time,
  answered_at: MaybeTime,
  order: MaybeText,
  proven: about(Yes, "Whether the sender's own domain signed the mail"),
  customer: v.nullable(v.object({ email: Text, name: MaybeText })),
  assignee: MaybeText,
  tags: v.array(Text),
};

export const Case = v.looseObject(case_fields);

const CaseRequest = v.object({
  about: Text,
  remedy: v.nullable(v.picklist(REMEDIES)),
  until: MaybeText,
  state: v.picklist(["open", "granted", "declined"]),
  decided_at: MaybeText,
  reason: MaybeText,
});

export const CaseEntry = v.looseObject({
  id: Text,
  at: Time,
  type: v.picklist(["message", "note", "act"]),
  author: v.picklist(["customer", "shop", "waybill"]),
  person: MaybeText,
  message: Text,
  from: MaybeText,
  proven_by: MaybeText,
  act: MaybeText,
  files: v.array(v.looseObject({ name: MaybeText, type: Text, size: Count })),
  message_id: MaybeText,
});

const Refund = about(
  v.object({
    currency: Text,
    lines: v.array(v.object({ line_id: Text, quantity: Count, amount_minor: v.number() })),
    shares_minor: about(v.number(), "Their share of the order's discounts, negative, and of taxes on top"),
    total_minor: v.number(),
    is_paid: about(Yes, "False where nothing was paid yet, so that nothing goes back"),
  }),
  "What goes back for it by the order's account: never more than was paid and has not gone back; what is exchanged is no part of it",
);

export const WholeCase = v.looseObject({
  ...case_fields,
  order_number: MaybeText,
  request: about(v.nullable(CaseRequest), "What the customer asks for"),
  returns: about(
    v.array(v.object({ return: Text, status: Text, refund: Refund })),
    "Of the order, where the case is about a return",
  ),
  entries: v.array(CaseEntry),
});

const order_fields = {
  order: about(Text, "Its key: shop, source and id"),
  number: Text,
  placed_at: Text,
  customer: v.object({ name: MaybeText, email: MaybeText }),
  currency: Text,
  total_minor: v.number(),
  open_minor: v.nullable(v.number()),
  payment: MaybeText,
  cancelled: Yes,
  lines: v.array(v.object({ line: Text, title: Text, sku: MaybeText, quantity: v.number() })),
  shipments: v.array(v.object({ shipment: Text, status: Text })),
  returns: v.array(v.object({ return: Text, status: Text })),
};

export const Order = v.looseObject(order_fields);

export const OrderWithCases = v.looseObject({ ...order_fields, cases: v.array(Text) });

export const Return = v.looseObject({
  order: Text,
  number: Text,
  return: Text,
  status: Text,
  at: Text,
  lines: v.array(v.looseObject({})),
  reason: MaybeText,
  send_by: MaybeText,
  label_url: MaybeText,
  qr_url: MaybeText,
  label_until: MaybeText,
  tracking_number: MaybeText,
  drop_off: MaybeText,
  refund: Refund,
  progress: v.picklist(RETURN_STEPS),
});

export const ConversationMessage = v.object({
  conversation: Text,
  topic: Text,
  state: v.picklist(["open", "closed"]),
  author: v.picklist(["customer", "shop"]),
  at: Time,
  message: Text,
});
