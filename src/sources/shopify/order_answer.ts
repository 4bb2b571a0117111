/**
 * Writes an order of the GraphQL Admin API in the form of a webhook, so that both are read by the same schemas and
 * the same order makes the same events. Checks nothing: the webhook's schemas do.
 */
import { dayIn } from "../../orders/days.ts";
import {
  idsOf,
  inLowerCase,
  inShopMoney,
  listAt,
  moneySet,
  nodesAt,
  sumOf,
  valueAt,
} from "./answer_values.ts";

/** Everything that was asked of one order; each part as Shopify answered it. */
export interface OrderAnswer {
  readonly order: unknown;
  /** All lines, of all pages. */
  readonly lines: readonly unknown[];
  readonly fulfilments: readonly PiecedAnswer[];
  readonly refunds: readonly PiecedAnswer[];
}

/** A fulfilment or refund with all of its pieces. */
export interface PiecedAnswer {
  readonly whole: unknown;
  readonly pieces: readonly unknown[];
}

/** Returns the order as `orders/updated` would hold it. `time_zone` is the shop's: a due day is a day there. */
export function webhookOrder(
  { order, lines, fulfilments, refunds }: OrderAnswer,
  time_zone: string,
): unknown {
  const of = (...path: readonly string[]) => valueAt(order, ...path);
  const id = of("legacyResourceId");
  const currency = of("currencyCode");
  const tip = tipLineOf(lines, of("totalTipReceivedSet"));
  return {
    id,
    admin_graphql_api_id: of("id"),
    name: of("name"),
    created_at: of("createdAt"),
    processed_at: of("processedAt"),
    updated_at: of("updatedAt"),
    cancelled_at: of("cancelledAt"),
    cancel_reason: inLowerCase(of("cancelReason")),
    currency,
    presentment_currency: of("presentmentCurrencyCode"),
    customer_locale: of("customerLocale"),
    email: of("email"),
    phone: of("phone"),
    billing_address: addressOf(of("billingAddress")),
    shipping_address: addressOf(of("shippingAddress")),
    financial_status: inLowerCase(of("displayFinancialStatus")),
    fulfillment_status: FULFILLED.get(of("displayFulfillmentStatus")) ?? null,
    payment_gateway_names: of("paymentGatewayNames"),
    source_name: of("sourceName"),
    tags: of("tags"),
    order_status_url: of("statusPageUrl"),
    note: of("note"),
    note_attributes: attributesOf(of("customAttributes")),
    po_number: of("poNumber"),
    taxes_included: of("taxesIncluded"),
    duties_included: of("dutiesIncluded"),
    tax_lines: listAt(of("taxLines")).map((line) => ({
      title: valueAt(line, "title"),
      rate: valueAt(line, "rate"),
      price: inShopMoney(valueAt(line, "priceSet")),
      price_set: moneySet(valueAt(line, "priceSet")),
    })),
    total_outstanding: inShopMoney(of("totalOutstandingSet")),
    ...sumOf("total_price", of("totalPriceSet")),
    ...sumOf("current_total_price", of("currentTotalPriceSet")),
    ...sumOf("total_tax", of("totalTaxSet")),
    ...sumOf("current_total_tax", of("currentTotalTaxSet")),
    ...sumOf("total_discounts", of("totalDiscountsSet")),
    ...sumOf("current_total_discounts", of("currentTotalDiscountsSet")),
    total_tip_received: inShopMoney(of("totalTipReceivedSet")),
    original_total_duties_set: moneySet(of("originalTotalDutiesSet")),
    current_total_duties_set: moneySet(of("currentTotalDutiesSet")),
    original_total_additional_fees_set: moneySet(of("originalTotalAdditionalFeesSet")),
    current_total_additional_fees_set: moneySet(of("currentTotalAdditionalFeesSet")),
    total_cash_rounding_payment_adjustment_set: moneySet(of("totalCashRoundingAdjustment", "paymentSet")),
    total_cash_rounding_refund_adjustment_set: moneySet(of("totalCashRoundingAdjustment", "refundSet")),
    payment_terms: termsOf(of("paymentTerms"), time_zone),
    discount_codes: listAt(of("discountCodes")).map((code) => ({ code })),
    discount_applications: applicationsOf(nodesAt(of("discountApplications"))),
    shipping_lines: nodesAt(of("shippingLines")).map((line) => ({
      title: valueAt(line, "title"),
      code: valueAt(line, "code"),
      delivery_category: valueAt(line, "deliveryCategory"),
      is_removed: valueAt(line, "isRemoved"),
      ...sumOf("price", valueAt(line, "originalPriceSet")),
      discount_allocations: allocationsOf(line),
    })),
    line_items: lines.map((line) => lineOf(line, line === tip)),
    fulfillments: fulfilments.map((one) => fulfilmentOf(one, id)),
    refunds: refunds.map((one) => refundOf(one, id)),
  };
}

/** Statuses of an order for which the webhook has a word; a webhook of any other order says null. */
const FULFILLED: ReadonlyMap<unknown, string> = new Map([
  ["FULFILLED", "fulfilled"],
  ["PARTIALLY_FULFILLED", "partial"],
]);

function lineOf(line: unknown, is_tip: boolean): unknown {
  const of = (name: string) => valueAt(line, name);
  return {
    ...idsOf(of("id")),
    title: of("title"),
    name: of("name"),
    variant_title: of("variantTitle"),
    image_url: valueAt(line, "image", "url"),
    sku: of("sku"),
    quantity: of("quantity"),
    current_quantity: of("currentQuantity"),
    requires_shipping: of("requiresShipping"),
    ...fulfilledOf(of("currentQuantity"), of("unfulfilledQuantity")),
    ...sumOf("price", of("originalUnitPriceSet")),
    ...sumOf("total_discount", of("totalDiscountSet")),
    discount_allocations: allocationsOf(line),
    properties: attributesOf(of("customAttributes")),
    ...(is_tip ? { tip: {} } : {}),
  };
}

/** A line of which nothing is left was taken off the order: it is not fulfilled. */
function fulfilledOf(current: unknown, open: unknown): object {
  if (typeof current !== "number" || typeof open !== "number" || current === 0) return {};
  const status = open === 0 ? "fulfilled" : open < current ? "partial" : null;
  return { fulfillment_status: status, fulfillable_quantity: open };
}

/**
 * Returns the line that holds the tip. GraphQL does not mark it as the webhook does: it is one piece that is neither
 * shipped nor stocked, at the price of the order's whole tip.
 */
function tipLineOf(lines: readonly unknown[], tip: unknown): unknown {
  const amount = Number(inShopMoney(tip) ?? 0);
  if (!(amount > 0)) return undefined;
  return lines.find((line) =>
    valueAt(line, "quantity") === 1 && valueAt(line, "requiresShipping") === false &&
    !valueAt(line, "sku") && !valueAt(line, "variantTitle") &&
    Number(inShopMoney(valueAt(line, "originalUnitPriceSet"))) === amount
  );
}

/** `index` is the place by which allocations refer to an application. */
function applicationsOf(nodes: readonly unknown[]): readonly unknown[] {
  const placed: unknown[] = [];
  for (const node of nodes) {
    const index = valueAt(node, "index");
    if (typeof index !== "number" || !Number.isInteger(index) || index < 0 || index >= APPLICATIONS_MAX) {
      continue;
    }
    placed[index] = {
      target_type: inLowerCase(valueAt(node, "targetType")),
      target_selection: inLowerCase(valueAt(node, "targetSelection")),
      code: valueAt(node, "code"),
      title: valueAt(node, "title"),
      description: valueAt(node, "description"),
    };
  }
  return Array.from(placed, (application) => application ?? {});
}

const APPLICATIONS_MAX = 250;

function allocationsOf(line: unknown): readonly unknown[] {
  return listAt(valueAt(line, "discountAllocations")).map((allocation) => ({
    ...sumOf("amount", valueAt(allocation, "allocatedAmountSet")),
    discount_application_index: valueAt(allocation, "discountApplication", "index"),
  }));
}

/** The webhook writes a due day as midnight in the shop's offset, GraphQL writes the same moment in UTC. */
function termsOf(terms: unknown, time_zone: string): unknown {
  if (typeof terms !== "object" || terms === null) return undefined;
  return {
    payment_terms_type: inLowerCase(valueAt(terms, "paymentTermsType")),
    payment_schedules: nodesAt(valueAt(terms, "paymentSchedules")).map((schedule) => {
      const due_at = Date.parse(String(valueAt(schedule, "dueAt")));
      return {
        amount: valueAt(schedule, "totalBalance", "amount"),
        currency: valueAt(schedule, "totalBalance", "currencyCode"),
        due_at: Number.isNaN(due_at) ? null : `${dayIn(time_zone, due_at)}T00:00:00Z`,
        completed_at: valueAt(schedule, "completedAt"),
      };
    }),
  };
}

function fulfilmentOf({ whole, pieces }: PiecedAnswer, order_id: unknown): unknown {
  const of = (name: string) => valueAt(whole, name);
  const tracking = listAt(of("trackingInfo"));
  return {
    id: of("legacyResourceId"),
    admin_graphql_api_id: of("id"),
    order_id,
    status: inLowerCase(of("status")),
    shipment_status: inLowerCase(of("displayStatus")),
    created_at: of("createdAt"),
    updated_at: of("updatedAt"),
    tracking_company: valueAt(tracking[0], "company"),
    tracking_numbers: tracking.map((one) => valueAt(one, "number")),
    tracking_urls: tracking.map((one) => valueAt(one, "url")),
    line_items: pieces.map((piece) => ({
      ...idsOf(valueAt(piece, "lineItem", "id")),
      quantity: valueAt(piece, "quantity") ?? 0,
    })),
  };
}

function refundOf({ whole, pieces }: PiecedAnswer, order_id: unknown): unknown {
  const of = (...path: readonly string[]) => valueAt(whole, ...path);
  return {
    id: of("legacyResourceId"),
    admin_graphql_api_id: of("id"),
    order_id,
    created_at: of("createdAt") ?? of("processedAt"),
    processed_at: of("processedAt"),
    note: of("note"),
    duties: listAt(of("duties")).map((duty) => ({ amount_set: moneySet(valueAt(duty, "amountSet")) })),
    refund_line_items: pieces.map((piece) => ({
      line_item_id: idsOf(valueAt(piece, "lineItem", "id")).id,
      quantity: valueAt(piece, "quantity"),
      restock_type: inLowerCase(valueAt(piece, "restockType")),
      ...sumOf("subtotal", valueAt(piece, "subtotalSet")),
      ...sumOf("total_tax", valueAt(piece, "totalTaxSet")),
    })),
    refund_shipping_lines: nodesAt(of("refundShippingLines")).map((line) => ({
      subtotal_amount_set: moneySet(valueAt(line, "subtotalAmountSet")),
      tax_amount_set: moneySet(valueAt(line, "taxAmountSet")),
    })),
    order_adjustments: nodesAt(of("orderAdjustments")).map((adjustment) => ({
      kind: "refund_discrepancy",
      ...sumOf("amount", valueAt(adjustment, "amountSet")),
      ...sumOf("tax_amount", valueAt(adjustment, "taxAmountSet")),
    })),
    transactions: nodesAt(of("transactions")).map((transaction) => ({
      kind: inLowerCase(valueAt(transaction, "kind")),
      status: inLowerCase(valueAt(transaction, "status")),
      gateway: valueAt(transaction, "gateway"),
      // A webhook's transaction is in the currency that the customer paid in.
      amount: valueAt(transaction, "amountSet", "presentmentMoney", "amount"),
      currency: valueAt(transaction, "amountSet", "presentmentMoney", "currencyCode"),
      amount_rounding: valueAt(transaction, "amountRoundingSet", "presentmentMoney", "amount"),
    })),
  };
}

function addressOf(address: unknown): unknown {
  if (typeof address !== "object" || address === null) return null;
  const of = (name: string) => valueAt(address, name);
  return {
    name: of("name"),
    first_name: of("firstName"),
    last_name: of("lastName"),
    company: of("company"),
    address1: of("address1"),
    address2: of("address2"),
    city: of("city"),
    province: of("province"),
    province_code: of("provinceCode"),
    zip: of("zip"),
    country_code: of("countryCodeV2"),
    phone: of("phone"),
  };
}

function attributesOf(attributes: unknown): readonly unknown[] {
  return listAt(attributes).map((one) => ({ name: valueAt(one, "key"), value: valueAt(one, "value") }));
}
