/**
 * The questions by which an order is read from the GraphQL Admin API. Each connection is asked for in pages that stay
 * below the 1,000 points that one question may cost. `order_answer.ts` reads the answers.
 */

/** Orders of one page: only which they are, since an order with its lines is a question of its own. */
export const CHANGED_ORDERS = `query ChangedOrders($first: Int!, $after: String, $query: String!) {
  orders(first: $first, after: $after, query: $query, sortKey: UPDATED_AT) {
    edges { cursor node { id updatedAt } }
    pageInfo { hasNextPage }
  }
}`;

/** Lines of one page of an order. */
export const LINES_ASKED = 40;
/** Pieces of one page of a fulfilment or a refund. */
export const PIECES_ASKED = 100;

const MONEY = `fragment Money on MoneyBag {
  shopMoney { amount currencyCode }
  presentmentMoney { amount currencyCode }
}`;

const ALLOCATIONS = `discountAllocations { allocatedAmountSet { ...Money } discountApplication { index } }`;

const LINES = `fragment Lines on LineItemConnection {
  nodes {
    id title name variantTitle sku quantity currentQuantity unfulfilledQuantity requiresShipping
    originalUnitPriceSet { ...Money }
    totalDiscountSet { ...Money }
    ${ALLOCATIONS}
    customAttributes { key value }
    image { url }
  }
  pageInfo { hasNextPage endCursor }
}`;

/** The pictures alone, which webhooks leave out. */
export const PICTURES = `query OrderPictures($id: ID!, $lines: Int!) {
  order(id: $id) { lineItems(first: $lines) { nodes { id image { url } } } }
}`;

const ADDRESS = `fragment Address on MailingAddress {
  name firstName lastName company address1 address2 city province provinceCode zip countryCodeV2 phone
}`;

/** An order without its customer: that field needs the scope `read_customers`, and says nothing that the rest omits. */
export const ORDER = `query ChangedOrder($id: ID!, $lines: Int!) {
  order(id: $id) {
    id legacyResourceId name createdAt processedAt updatedAt cancelledAt cancelReason
    currencyCode presentmentCurrencyCode customerLocale email phone
    billingAddress { ...Address }
    shippingAddress { ...Address }
    displayFinancialStatus displayFulfillmentStatus paymentGatewayNames sourceName tags statusPageUrl
    note poNumber customAttributes { key value }
    taxesIncluded dutiesIncluded taxLines { title rate priceSet { ...Money } }
    totalOutstandingSet { ...Money }
    totalPriceSet { ...Money }
    currentTotalPriceSet { ...Money }
    totalTaxSet { ...Money }
    currentTotalTaxSet { ...Money }
    totalDiscountsSet { ...Money }
    currentTotalDiscountsSet { ...Money }
    totalTipReceivedSet { ...Money }
    originalTotalDutiesSet { ...Money }
    currentTotalDutiesSet { ...Money }
    originalTotalAdditionalFeesSet { ...Money }
    currentTotalAdditionalFeesSet { ...Money }
    totalCashRoundingAdjustment { paymentSet { ...Money } refundSet { ...Money } }
    paymentTerms {
      paymentTermsType
      paymentSchedules(first: 12) { nodes { totalBalance { amount currencyCode } dueAt completedAt } }
    }
    discountCodes
    discountApplications(first: 50) {
      nodes {
        index targetType targetSelection
        ... on DiscountCodeApplication { code }
        ... on ManualDiscountApplication { title description }
        ... on AutomaticDiscountApplication { title }
        ... on ScriptDiscountApplication { title }
      }
    }
    shippingLines(first: 10, includeRemovals: true) {
      nodes { title code deliveryCategory isRemoved originalPriceSet { ...Money } ${ALLOCATIONS} }
    }
    lineItems(first: $lines) { ...Lines }
    fulfillments(first: 100) { id }
    refunds(first: 100) { id }
  }
}
${MONEY}
${ADDRESS}
${LINES}`;

export const MORE_LINES = `query MoreLines($id: ID!, $first: Int!, $after: String) {
  order(id: $id) { lineItems(first: $first, after: $after) { ...Lines } }
}
${MONEY}
${LINES}`;

export const FULFILMENT = `query Fulfilment($id: ID!, $first: Int!, $after: String) {
  fulfillment(id: $id) {
    id legacyResourceId status displayStatus createdAt updatedAt
    trackingInfo(first: 50) { company number url }
    fulfillmentLineItems(first: $first, after: $after) {
      nodes { quantity lineItem { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
}`;

export const REFUND = `query Refund($id: ID!, $first: Int!, $after: String) {
  refund(id: $id) {
    id legacyResourceId createdAt processedAt note
    duties { amountSet { ...Money } }
    refundLineItems(first: $first, after: $after) {
      nodes {
        quantity restockType
        subtotalSet { ...Money }
        totalTaxSet { ...Money }
        lineItem { id }
      }
      pageInfo { hasNextPage endCursor }
    }
    refundShippingLines(first: 10) { nodes { subtotalAmountSet { ...Money } taxAmountSet { ...Money } } }
    orderAdjustments(first: 10) { nodes { amountSet { ...Money } taxAmountSet { ...Money } } }
    transactions(first: 20) {
      nodes { kind status gateway amountSet { ...Money } amountRoundingSet { ...Money } }
    }
  }
}
${MONEY}`;
