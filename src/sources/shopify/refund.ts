/** Reads Shopify's refunds: the amount paid back, and whether a refund moved money at all. */
import * as v from "valibot";
import type { OrderEvent, Refund } from "../../orders/event.ts";
import { ok, type Result } from "../../result.ts";
import { checked, invalid } from "../read/parse_error.ts";
import { Code, PlainId, wholeList, Words } from "../read/fields.ts";
import { codeIn, decimal, identity, idOf, MoneySet } from "./fields.ts";
import { destinationsOf, partsOf } from "./refund_parts.ts";
import { Currency, Instant } from "../../values/schemas.ts";

/** Fields by which a refund's line names the line of the order. */
const lineReference = {
  line_item_id: PlainId,
  line_item: v.nullish(v.object(identity)),
  quantity: v.pipe(v.number(), v.integer()),
};

const movement = { kind: Code, status: Code };

/** Fields of a refund that are read within the order's own payload. */
export const RefundInOrder = v.object({
  id: v.nullish(PlainId),
  admin_graphql_api_id: Code,
  refund_line_items: wholeList(v.object(lineReference)),
  transactions: wholeList(v.object(movement)),
});
export type RefundInOrder = v.InferOutput<typeof RefundInOrder>;

export interface ReadRefund {
  readonly order: string;
  readonly at: string;
  /** `refund` is `null` when no money moved. */
  readonly refund: Refund | null;
}

export function readRefund(json: unknown): Result<ReadRefund, "invalid"> {
  const currencies = checked(Currencies, json);
  if (!currencies.ok) return currencies;
  const { customers, shops } = currenciesOf(currencies.value);
  if (customers === undefined) return invalid("transactions.0.currency", "must be given", undefined);
  const payload = checked(refundIn(customers, shops ?? customers), json);
  if (!payload.ok) return payload;
  const { order_id, created_at, processed_at, note, refund_line_items, transactions } = payload.value;
  const lines = refund_line_items.map((line) => ({
    line_id: lineIdOf(line),
    quantity: line.quantity,
    restock: typeof line.restock_type === "string" ? RESTOCKS.get(line.restock_type) : undefined,
    // The line's amount without separate tax: tax-inclusive prices already contain it, and the payload does not say
    // which kind they are.
    amount_minor: line.subtotal_set?.presentment_money?.amount_minor ??
      (shops === undefined || shops === customers ? line.subtotal ?? undefined : undefined),
  }));
  const amount_minor = amountOf(transactions, lines, customers);
  const moving = transactions?.filter(movesMoney) ?? [];
  const parts = partsOf({
    ...sumsBeside(payload.value, customers, shops),
    amount_minor,
    lines_minor: lines.reduce((sum, line) => sum + (line.amount_minor ?? 0), 0),
  });
  const destinations = destinationsOf(
    moving.filter((one) => (one.currency ?? customers) === customers)
      .map(({ gateway, amount }) => ({ gateway, amount_minor: amount })),
  );
  return ok({
    order: order_id,
    at: processed_at ?? created_at,
    refund: amount_minor <= 0 ? null : {
      id: idOf(payload.value),
      amount_minor,
      reason: note,
      lines: lines.filter(({ quantity }) => quantity > 0),
      ...(moving.length > 0 && moving.every(({ status }) => status === "pending")
        ? { status: "pending" as const }
        : {}),
      ...(parts.length === 0 ? {} : { parts }),
      ...(destinations === undefined ? {} : { destinations }),
    },
  });
}

/**
 * `no_restock` is ambiguous and therefore missing: the pieces may never have left without being counted again, or the
 * customer may keep them.
 */
const RESTOCKS: ReadonlyMap<string, "cancelled" | "returned"> = new Map([
  ["cancel", "cancelled"],
  ["return", "returned"],
]);
/** Returns the refunded sums other than the lines', in the customer's currency. */
function sumsBeside(payload: RefundPayload, customers: string, shops: string | undefined) {
  const { refund_line_items, refund_shipping_lines, order_adjustments, duties, transactions } = payload;
  const minor = (plain: number | null | undefined, set: MoneySet): number =>
    set?.presentment_money?.amount_minor ??
      (shops === undefined || shops === customers ? plain ?? 0 : 0);
  // Shopify writes amounts that the customer gets back as negative numbers.
  const shipping = order_adjustments.filter(({ kind }) => kind === "shipping_refund");
  const others = order_adjustments.filter(({ kind }) => kind !== "shipping_refund");
  const given = (adjustments: typeof order_adjustments) =>
    sum(adjustments.map(({ amount, amount_set }) => -minor(amount, amount_set)));
  const givenTax = (adjustments: typeof order_adjustments) =>
    sum(adjustments.map(({ tax_amount, tax_amount_set }) => -minor(tax_amount, tax_amount_set)));
  return {
    lines_tax_minor: sum(
      refund_line_items.map(({ total_tax, total_tax_set }) => minor(total_tax, total_tax_set)),
    ),
    // Refunded shipping is an adjustment before API version 2024-10, and a line of its own since then; some
    // deliveries hold both.
    ...(refund_shipping_lines.length > 0
      ? {
        shipping_minor: sum(
          refund_shipping_lines.map(({ subtotal_amount_set }) => minor(undefined, subtotal_amount_set)),
        ),
        shipping_tax_minor: sum(
          refund_shipping_lines.map(({ tax_amount_set }) => minor(undefined, tax_amount_set)),
        ),
      }
      : { shipping_minor: given(shipping), shipping_tax_minor: givenTax(shipping) }),
    duties_minor: sum(duties.map(({ amount_set }) => minor(undefined, amount_set))),
    discrepancy_minor: given(others) + givenTax(others),
    rounding_minor: sum(
      (transactions ?? []).filter(movesMoney).map(({ amount_rounding }) => amount_rounding ?? 0),
    ),
  };
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0) + 0;
}

/** The payload has no currency field, but any money set in two currencies names both. */
const Currencies = v.object({
  total_duties_set: MoneySet,
  refund_line_items: wholeList(v.object({ subtotal_set: MoneySet })),
  transactions: wholeList(v.object({ currency: v.nullish(Currency) })),
});

function currenciesOf(
  { total_duties_set, refund_line_items, transactions }: v.InferOutput<typeof Currencies>,
) {
  const sets = [...refund_line_items.map(({ subtotal_set }) => subtotal_set), total_duties_set];
  return {
    customers: sets.find((set) => set?.presentment_money)?.presentment_money?.currency ??
      transactions.find(({ currency }) => currency)?.currency ?? undefined,
    shops: sets.find((set) => set?.shop_money)?.shop_money?.currency,
  };
}

function refundIn(customers: string, shops: string) {
  const Transaction = v.lazy((input) =>
    v.object({
      ...movement,
      currency: v.nullish(Currency),
      amount: decimal(codeIn(input) ?? customers),
      gateway: Code,
      amount_rounding: v.nullish(decimal(codeIn(input) ?? customers)),
    })
  );
  return v.object({
    ...identity,
    order_id: PlainId,
    created_at: Instant,
    processed_at: v.nullish(Instant),
    note: Words,
    refund_line_items: wholeList(
      v.object({
        ...lineReference,
        restock_type: v.nullish(v.unknown()),
        subtotal: v.nullish(decimal(shops)),
        subtotal_set: MoneySet,
        total_tax: v.nullish(decimal(shops)),
        total_tax_set: MoneySet,
      }),
    ),
    refund_shipping_lines: wholeList(v.object({ subtotal_amount_set: MoneySet, tax_amount_set: MoneySet })),
    order_adjustments: wholeList(v.object({
      kind: Code,
      amount: v.nullish(decimal(shops)),
      amount_set: MoneySet,
      tax_amount: v.nullish(decimal(shops)),
      tax_amount_set: MoneySet,
    })),
    duties: wholeList(v.object({ amount_set: MoneySet })),
    // A missing list differs from an empty one: an empty list says that no money moved.
    transactions: v.nullish(v.array(Transaction)),
  });
}

type RefundPayload = v.InferOutput<ReturnType<typeof refundIn>>;
type Transactions = RefundPayload["transactions"];

/**
 * Returns the amount that the customer gets back: the sum of the transactions, or of the lines where no transaction
 * is listed or their currency is not the customer's.
 */
function amountOf(
  transactions: Transactions,
  lines: readonly { readonly amount_minor: number | undefined }[],
  currency: string,
): number {
  const moved = transactions?.filter(movesMoney);
  const currencies = moved?.every((transaction) => (transaction.currency ?? currency) === currency);
  return moved !== undefined && currencies === true
    ? moved.reduce((sum, { amount }) => sum + amount, 0)
    : lines.reduce((sum, { amount_minor }) => sum + (amount_minor ?? 0), 0);
}

/**
 * Returns whether a transaction gives money back. A pending one counts: Shopify sends no second webhook when the
 * money arrives. A failed transaction or a voided authorisation moves nothing.
 */
export function movesMoney(
  { kind, status }: {
    readonly kind?: string | null | undefined;
    readonly status?: string | null | undefined;
  },
): boolean {
  return (kind ?? "refund") === "refund" && (status === "success" || status === "pending");
}

/** Returns the refunds of an order that came to nothing since: Shopify tells it by no topic of its own. */
export function failedRefunds(refunds: readonly RefundInOrder[], at: string): readonly OrderEvent[] {
  return refunds.filter(cameToNothing).flatMap(({ id, admin_graphql_api_id }) =>
    id == null
      ? []
      : [{ type: "payment.refund_failed", at, refund: { id: idOf({ id, admin_graphql_api_id }) } }]
  );
}

function cameToNothing({ transactions }: RefundInOrder): boolean {
  const meant = transactions.filter(({ kind }) => (kind ?? "refund") === "refund");
  return meant.length > 0 && meant.every(({ status }) => status === "failure" || status === "error");
}

export function lineIdOf({ line_item_id, line_item }: {
  readonly line_item_id: string;
  readonly line_item?: v.InferOutput<typeof RefundInOrder>["refund_line_items"][number]["line_item"];
}): string {
  return line_item === null || line_item === undefined ? line_item_id : idOf(line_item);
}
