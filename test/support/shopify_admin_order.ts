/** An order as the GraphQL Admin API holds it, made of the webhook that Shopify would send of it. */
import { GraphQLError } from "graphql";

// deno-lint-ignore no-explicit-any
type Json = any;

export interface WebhookOrder {
  readonly id: number | string;
  readonly updated_at: string;
  readonly [field: string]: Json;
}

/** A connection over `nodes`, whose cursors are places in the list. */
export function connection<T>(nodes: readonly T[]) {
  return ({ first, after }: { first: number; after?: string | null }) => {
    const from = after === null || after === undefined ? 0 : Number(after);
    const page = nodes.slice(from, from + first);
    return {
      nodes: page,
      edges: page.map((node, index) => ({ node, cursor: String(from + index + 1) })),
      pageInfo: { hasNextPage: from + first < nodes.length, endCursor: String(from + page.length) },
    };
  };
}

/** GraphQL writes each time in UTC. */
function utc(time: string | null | undefined): string | null {
  return typeof time === "string" ? new Date(time).toISOString().replace(".000Z", "Z") : null;
}

function upper(word: string | null | undefined): string | null {
  return typeof word === "string" ? word.toUpperCase() : null;
}

function accessDenied(field: string): GraphQLError {
  return new GraphQLError(`Access denied for ${field} field.`, { extensions: { code: "ACCESS_DENIED" } });
}

export function adminOrder(order: WebhookOrder, denied: ReadonlySet<string>) {
  const currency = order["currency"];
  const customers = order["presentment_currency"] ?? currency;
  const money = (amount: Json, code: string) => ({ amount: String(amount), currencyCode: code });
  const bagOf = (plain: Json, set: Json) => {
    if (set?.shop_money) {
      const { shop_money, presentment_money = shop_money } = set;
      return {
        shopMoney: money(shop_money.amount, shop_money.currency_code),
        presentmentMoney: money(presentment_money.amount, presentment_money.currency_code),
      };
    }
    return plain === null || plain === undefined
      ? null
      : { shopMoney: money(plain, currency), presentmentMoney: money(plain, customers) };
  };
  const bag = (holder: Json, name: string) => bagOf(holder[name], holder[`${name}_set`]);
  const nothing = bagOf("0.00", null);
  const address = (given: Json) =>
    given === null || given === undefined ? null : {
      name: given.name,
      firstName: given.first_name,
      lastName: given.last_name,
      company: given.company,
      address1: given.address1,
      address2: given.address2,
      city: given.city,
      province: given.province,
      provinceCode: given.province_code,
      zip: given.zip,
      countryCodeV2: given.country_code,
      phone: given.phone,
    };
  const attributes = (given: Json) =>
    (given ?? []).map(({ name, value }: Json) => ({
      key: name,
      value: value === null ? null : String(value),
    }));
  const applications = (order["discount_applications"] ?? []).map((one: Json, index: number) => ({
    __typename: one.type === "discount_code"
      ? "DiscountCodeApplication"
      : one.type === "automatic"
      ? "AutomaticDiscountApplication"
      : "ManualDiscountApplication",
    index,
    targetType: upper(one.target_type),
    targetSelection: upper(one.target_selection),
    code: one.code,
    title: one.title,
    description: one.description,
  }));
  const allocations = (line: Json) =>
    (line.discount_allocations ?? []).map((one: Json) => ({
      allocatedAmountSet: bag(one, "amount"),
      discountApplication: applications[one.discount_application_index],
    }));
  const lineId = (id: Json) => `gid://shopify/LineItem/${id}`;
  const lines = (order["line_items"] ?? []).map((line: Json) => ({
    id: line.admin_graphql_api_id ?? lineId(line.id),
    title: line.title,
    name: line.name ?? line.title,
    variantTitle: line.variant_title,
    sku: line.sku,
    quantity: line.quantity,
    currentQuantity: line.current_quantity ?? line.quantity,
    unfulfilledQuantity: line.fulfillment_status === "fulfilled"
      ? 0
      : line.fulfillable_quantity ?? line.current_quantity ?? line.quantity,
    requiresShipping: line.requires_shipping ?? true,
    originalUnitPriceSet: bag(line, "price"),
    totalDiscountSet: bag(line, "total_discount") ?? nothing,
    discountAllocations: allocations(line),
    customAttributes: attributes(line.properties),
  }));
  const fulfilments = (order["fulfillments"] ?? []).map((one: Json) => ({
    id: one.admin_graphql_api_id ?? `gid://shopify/Fulfillment/${one.id}`,
    legacyResourceId: String(one.id),
    status: upper(one.status),
    displayStatus: upper(one.shipment_status) ?? "FULFILLED",
    createdAt: utc(one.created_at),
    updatedAt: utc(one.updated_at ?? one.created_at),
    trackingInfo: (one.tracking_numbers ?? []).map((number: string, index: number) => ({
      company: one.tracking_company,
      number,
      url: one.tracking_urls?.[index],
    })),
    fulfillmentLineItems: connection(
      (one.line_items ?? []).map((line: Json) => ({
        quantity: line.quantity,
        lineItem: { id: line.admin_graphql_api_id ?? lineId(line.id) },
      })),
    ),
  }));
  const refunds = (order["refunds"] ?? []).map((one: Json) => ({
    id: one.admin_graphql_api_id ?? `gid://shopify/Refund/${one.id}`,
    legacyResourceId: String(one.id),
    createdAt: utc(one.created_at),
    processedAt: utc(one.processed_at ?? one.created_at),
    note: one.note,
    duties: (one.duties ?? []).map((duty: Json) => ({ amountSet: bag(duty, "amount") })),
    refundLineItems: connection(
      (one.refund_line_items ?? []).map((line: Json) => ({
        quantity: line.quantity,
        restockType: upper(line.restock_type) ?? "NO_RESTOCK",
        subtotalSet: bag(line, "subtotal"),
        totalTaxSet: bag(line, "total_tax") ?? nothing,
        lineItem: { id: line.line_item?.admin_graphql_api_id ?? lineId(line.line_item_id) },
      })),
    ),
    refundShippingLines: connection(
      (one.refund_shipping_lines ?? []).map((line: Json) => ({
        subtotalAmountSet: bag(line, "subtotal_amount"),
        taxAmountSet: bag(line, "tax_amount"),
      })),
    ),
    orderAdjustments: connection(
      (one.order_adjustments ?? []).map((adjustment: Json) => ({
        amountSet: bag(adjustment, "amount"),
        taxAmountSet: bag(adjustment, "tax_amount"),
      })),
    ),
    transactions: connection(
      (one.transactions ?? []).map((transaction: Json) => ({
        kind: upper(transaction.kind),
        status: upper(transaction.status),
        gateway: transaction.gateway,
        amountSet: {
          shopMoney: money(transaction.amount, transaction.currency ?? customers),
          presentmentMoney: money(transaction.amount, transaction.currency ?? customers),
        },
        amountRoundingSet: null,
      })),
    ),
  }));
  const terms = order["payment_terms"];
  return {
    id: order["admin_graphql_api_id"] ?? `gid://shopify/Order/${order.id}`,
    legacyResourceId: String(order.id),
    name: order["name"],
    createdAt: utc(order["created_at"]),
    processedAt: utc(order["processed_at"] ?? order["created_at"]),
    updatedAt: utc(order["updated_at"]),
    cancelledAt: utc(order["cancelled_at"]),
    cancelReason: upper(order["cancel_reason"]),
    currencyCode: currency,
    presentmentCurrencyCode: customers,
    customerLocale: order["customer_locale"],
    email: order["email"] ?? order["contact_email"],
    phone: order["phone"],
    billingAddress: address(order["billing_address"]),
    shippingAddress: address(order["shipping_address"]),
    displayFinancialStatus: upper(order["financial_status"]),
    displayFulfillmentStatus: order["fulfillment_status"] === "fulfilled"
      ? "FULFILLED"
      : order["fulfillment_status"] === "partial"
      ? "PARTIALLY_FULFILLED"
      : "UNFULFILLED",
    paymentGatewayNames: order["payment_gateway_names"] ?? [],
    sourceName: order["source_name"],
    tags: (order["tags"] ?? "").split(", ").filter((tag: string) => tag !== ""),
    statusPageUrl: () => {
      if (denied.has("protected_customer_data")) throw accessDenied("statusPageUrl");
      return order["order_status_url"] ?? "https://kontor.example/status";
    },
    note: order["note"],
    poNumber: order["po_number"],
    customAttributes: attributes(order["note_attributes"]),
    taxesIncluded: order["taxes_included"] ?? false,
    dutiesIncluded: order["duties_included"] ?? false,
    taxLines: (order["tax_lines"] ?? []).map((line: Json) => ({
      title: line.title,
      rate: line.rate,
      priceSet: bag(line, "price"),
    })),
    totalOutstandingSet: bag(order, "total_outstanding") ?? nothing,
    totalPriceSet: bag(order, "total_price"),
    currentTotalPriceSet: bag(order, "current_total_price") ?? bag(order, "total_price"),
    totalTaxSet: bag(order, "total_tax"),
    currentTotalTaxSet: bag(order, "current_total_tax") ?? bag(order, "total_tax") ?? nothing,
    totalDiscountsSet: bag(order, "total_discounts"),
    currentTotalDiscountsSet: bag(order, "current_total_discounts") ?? bag(order, "total_discounts") ??
      nothing,
    totalTipReceivedSet: bag(order, "total_tip_received") ?? nothing,
    originalTotalDutiesSet: bag(order, "original_total_duties"),
    currentTotalDutiesSet: bag(order, "current_total_duties"),
    originalTotalAdditionalFeesSet: bag(order, "original_total_additional_fees"),
    currentTotalAdditionalFeesSet: bag(order, "current_total_additional_fees"),
    totalCashRoundingAdjustment: {
      paymentSet: bag(order, "total_cash_rounding_payment_adjustment") ?? nothing,
      refundSet: bag(order, "total_cash_rounding_refund_adjustment") ?? nothing,
    },
    paymentTerms: () => {
      if (denied.has("read_payment_terms")) {
        throw accessDenied("paymentTerms");
      }
      return terms === null || terms === undefined ? null : {
        paymentTermsType: upper(terms.payment_terms_type),
        paymentSchedules: connection(
          terms.payment_schedules.map((schedule: Json) => ({
            totalBalance: money(schedule.amount, schedule.currency ?? currency),
            dueAt: utc(schedule.due_at),
            completedAt: utc(schedule.completed_at),
          })),
        ),
      };
    },
    discountCodes: (order["discount_codes"] ?? []).map(({ code }: Json) => code),
    discountApplications: connection(applications),
    shippingLines: connection(
      (order["shipping_lines"] ?? []).map((line: Json) => ({
        title: line.title ?? "",
        code: line.code,
        deliveryCategory: line.delivery_category,
        isRemoved: line.is_removed ?? false,
        originalPriceSet: bag(line, "price"),
        discountAllocations: allocations(line),
      })),
    ),
    lineItems: connection(lines),
    fulfillments: () => fulfilments,
    refunds: () => refunds,
  };
}
