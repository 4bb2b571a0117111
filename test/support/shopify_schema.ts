/**
 * The part of Shopify's GraphQL Admin API 2026-10 that Waybill asks for: types, arguments and which values may be null
 * as Shopify publishes them; of the longest enums, the values that tests use. `shopify_admin.ts` answers by it.
 */
export const ADMIN_API = /* GraphQL */ `
schema {
  query: QueryRoot
  mutation: Mutation
}

type AccessScope {
  handle: String!
}

type ApiVersion {
  handle: String!
  supported: Boolean!
}

type AppInstallation {
  accessScopes: [AccessScope!]!
}

type Attribute {
  key: String!
  value: String
}

type AutomaticDiscountApplication implements DiscountApplication {
  title: String!
  index: Int!
  targetType: DiscountApplicationTargetType!
  targetSelection: DiscountApplicationTargetSelection!
}

type CashRoundingAdjustment {
  paymentSet: MoneyBag!
  refundSet: MoneyBag!
}

type DiscountAllocation {
  allocatedAmountSet: MoneyBag!
  discountApplication: DiscountApplication!
}

interface DiscountApplication {
  index: Int!
  targetType: DiscountApplicationTargetType!
  targetSelection: DiscountApplicationTargetSelection!
}

type DiscountApplicationConnection {
  nodes: [DiscountApplication!]!
}

type DiscountCodeApplication implements DiscountApplication {
  code: String!
  index: Int!
  targetType: DiscountApplicationTargetType!
  targetSelection: DiscountApplicationTargetSelection!
}

type Fulfillment {
  id: ID!
  legacyResourceId: UnsignedInt64!
  status: FulfillmentStatus!
  displayStatus: FulfillmentDisplayStatus
  createdAt: DateTime!
  updatedAt: DateTime!
  trackingInfo(first: Int): [FulfillmentTrackingInfo!]!
  fulfillmentLineItems(after: String, first: Int): FulfillmentLineItemConnection!
}

type FulfillmentLineItem {
  quantity: Int
  lineItem: LineItem!
}

type FulfillmentLineItemConnection {
  nodes: [FulfillmentLineItem!]!
  pageInfo: PageInfo!
}

type FulfillmentTrackingInfo {
  company: String
  number: String
  url: URL
}

type LineItem {
  id: ID!
  title: String!
  name: String!
  variantTitle: String
  sku: String
  quantity: Int!
  currentQuantity: Int!
  unfulfilledQuantity: Int!
  requiresShipping: Boolean!
  originalUnitPriceSet: MoneyBag!
  totalDiscountSet: MoneyBag!
  discountAllocations: [DiscountAllocation!]!
  customAttributes: [Attribute!]!
  image: Image
}

type Image {
  url: URL!
}

type LineItemConnection {
  nodes: [LineItem!]!
  pageInfo: PageInfo!
}

type MailingAddress {
  name: String
  firstName: String
  lastName: String
  company: String
  address1: String
  address2: String
  city: String
  province: String
  provinceCode: String
  zip: String
  countryCodeV2: CountryCode
  phone: String
}

type ManualDiscountApplication implements DiscountApplication {
  title: String!
  description: String
  index: Int!
  targetType: DiscountApplicationTargetType!
  targetSelection: DiscountApplicationTargetSelection!
}

type MoneyBag {
  shopMoney: MoneyV2!
  presentmentMoney: MoneyV2!
}

type MoneyV2 {
  amount: Decimal!
  currencyCode: CurrencyCode!
}

type Job {
  id: ID!
  done: Boolean!
}

input MailingAddressInput {
  address1: String
  address2: String
  city: String
  company: String
  countryCode: CountryCode
  firstName: String
  lastName: String
  phone: String
  provinceCode: String
  zip: String
}

input OrderCancelRefundMethodInput {
  originalPaymentMethodsRefund: Boolean
}

type OrderCancelPayload {
  job: Job
  orderCancelUserErrors: [OrderCancelUserError!]!
}

type OrderCancelUserError {
  code: String
  field: [String!]
  message: String!
}

input OrderInput {
  id: ID!
  shippingAddress: MailingAddressInput
}

type OrderUpdatePayload {
  order: Order
  userErrors: [UserError!]!
}

type Mutation {
  returnApproveRequest(input: ReturnApproveRequestInput!): ReturnApproveRequestPayload
  returnDeclineRequest(input: ReturnDeclineRequestInput!): ReturnDeclineRequestPayload
  orderCancel(notifyCustomer: Boolean, orderId: ID!, reason: OrderCancelReason!, refundMethod: OrderCancelRefundMethodInput, restock: Boolean!, staffNote: String): OrderCancelPayload
  orderUpdate(input: OrderInput!): OrderUpdatePayload
  webhookSubscriptionCreate(topic: WebhookSubscriptionTopic!, webhookSubscription: WebhookSubscriptionInput!): WebhookSubscriptionCreatePayload
  webhookSubscriptionDelete(id: ID!): WebhookSubscriptionDeletePayload
}

type Order {
  id: ID!
  lineItems(after: String, first: Int): LineItemConnection!
  legacyResourceId: UnsignedInt64!
  name: String!
  createdAt: DateTime!
  processedAt: DateTime!
  updatedAt: DateTime!
  cancelledAt: DateTime
  cancelReason: OrderCancelReason
  currencyCode: CurrencyCode!
  presentmentCurrencyCode: CurrencyCode!
  customerLocale: String
  email: String
  phone: String
  billingAddress: MailingAddress
  shippingAddress: MailingAddress
  displayFinancialStatus: OrderDisplayFinancialStatus
  displayFulfillmentStatus: OrderDisplayFulfillmentStatus!
  paymentGatewayNames: [String!]!
  sourceName: String
  tags: [String!]!
  statusPageUrl: URL!
  note: String
  poNumber: String
  customAttributes: [Attribute!]!
  taxesIncluded: Boolean!
  dutiesIncluded: Boolean!
  taxLines: [TaxLine!]!
  totalOutstandingSet: MoneyBag!
  totalPriceSet: MoneyBag!
  currentTotalPriceSet: MoneyBag!
  totalTaxSet: MoneyBag
  currentTotalTaxSet: MoneyBag!
  totalDiscountsSet: MoneyBag
  currentTotalDiscountsSet: MoneyBag!
  totalTipReceivedSet: MoneyBag!
  originalTotalDutiesSet: MoneyBag
  currentTotalDutiesSet: MoneyBag
  originalTotalAdditionalFeesSet: MoneyBag
  currentTotalAdditionalFeesSet: MoneyBag
  totalCashRoundingAdjustment: CashRoundingAdjustment!
  paymentTerms: PaymentTerms
  discountCodes: [String!]!
  discountApplications(first: Int): DiscountApplicationConnection!
  shippingLines(first: Int, includeRemovals: Boolean = false): ShippingLineConnection!
  fulfillments(first: Int): [Fulfillment!]!
  refunds(first: Int): [Refund!]!
}

type OrderAdjustment {
  amountSet: MoneyBag!
  taxAmountSet: MoneyBag!
}

type OrderAdjustmentConnection {
  nodes: [OrderAdjustment!]!
}

type OrderConnection {
  edges: [OrderEdge!]!
  pageInfo: PageInfo!
}

type OrderEdge {
  cursor: String!
  node: Order!
}

type OrderTransaction {
  kind: OrderTransactionKind!
  status: OrderTransactionStatus!
  gateway: String
  amountSet: MoneyBag!
  amountRoundingSet: MoneyBag
}

type OrderTransactionConnection {
  nodes: [OrderTransaction!]!
}

type PageInfo {
  hasNextPage: Boolean!
  endCursor: String
}

type PaymentSchedule {
  totalBalance: MoneyV2!
  dueAt: DateTime
  completedAt: DateTime
}

type PaymentScheduleConnection {
  nodes: [PaymentSchedule!]!
}

type PaymentTerms {
  paymentTermsType: PaymentTermsType!
  paymentSchedules(first: Int): PaymentScheduleConnection!
}

type Shop {
  id: ID!
}

type QueryRoot {
  shop: Shop!
  orders(after: String, first: Int, query: String, sortKey: OrderSortKeys = "PROCESSED_AT"): OrderConnection!
  fulfillment(id: ID!): Fulfillment
  order(id: ID!): Order
  job(id: ID!): Job
  refund(id: ID!): Refund
  return(id: ID!): Return
  webhookSubscriptions(after: String, first: Int): WebhookSubscriptionConnection!
  currentAppInstallation: AppInstallation!
  publicApiVersions: [ApiVersion!]!
}

type Return {
  id: ID!
  name: String!
  status: ReturnStatus!
  order: Order!
  decline: ReturnDecline
  returnLineItems(after: String, first: Int): ReturnLineItemTypeConnection!
}

input ReturnApproveRequestInput {
  id: ID!
  notifyCustomer: Boolean = false
}

type ReturnApproveRequestPayload {
  return: Return
  userErrors: [ReturnUserError!]!
}

type ReturnDecline {
  note: String
  reason: ReturnDeclineReason!
}

enum ReturnDeclineReason {
  FINAL_SALE
  OTHER
  RETURN_PERIOD_ENDED
}

input ReturnDeclineRequestInput {
  id: ID!
  declineNote: String
  declineReason: ReturnDeclineReason!
  notifyCustomer: Boolean = false
}

type ReturnDeclineRequestPayload {
  return: Return
  userErrors: [ReturnUserError!]!
}

type ReturnLineItem implements ReturnLineItemType {
  id: ID!
  quantity: Int!
  customerNote: String
  returnReasonNote: String!
  fulfillmentLineItem: FulfillmentLineItem!
}

interface ReturnLineItemType {
  id: ID!
  quantity: Int!
  customerNote: String
  returnReasonNote: String!
}

type ReturnLineItemTypeConnection {
  nodes: [ReturnLineItemType!]!
}

enum ReturnStatus {
  CANCELED
  CLOSED
  DECLINED
  OPEN
  REQUESTED
}

type ReturnUserError {
  code: ReturnErrorCode
  field: [String!]
  message: String!
}

enum ReturnErrorCode {
  INVALID
  INVALID_STATE
  NOT_FOUND
}

type Refund {
  id: ID!
  legacyResourceId: UnsignedInt64!
  createdAt: DateTime
  processedAt: DateTime!
  note: String
  duties: [RefundDuty!]
  refundLineItems(after: String, first: Int): RefundLineItemConnection!
  refundShippingLines(first: Int): RefundShippingLineConnection!
  orderAdjustments(first: Int): OrderAdjustmentConnection!
  transactions(first: Int): OrderTransactionConnection!
}

type RefundDuty {
  amountSet: MoneyBag!
}

type RefundLineItem {
  quantity: Int!
  restockType: RefundLineItemRestockType!
  subtotalSet: MoneyBag!
  totalTaxSet: MoneyBag!
  lineItem: LineItem!
}

type RefundLineItemConnection {
  nodes: [RefundLineItem!]!
  pageInfo: PageInfo!
}

type RefundShippingLine {
  subtotalAmountSet: MoneyBag!
  taxAmountSet: MoneyBag!
}

type RefundShippingLineConnection {
  nodes: [RefundShippingLine!]!
}

type ScriptDiscountApplication implements DiscountApplication {
  title: String!
  index: Int!
  targetType: DiscountApplicationTargetType!
  targetSelection: DiscountApplicationTargetSelection!
}

type ShippingLine {
  title: String!
  code: String
  deliveryCategory: String
  isRemoved: Boolean!
  originalPriceSet: MoneyBag!
  discountAllocations: [DiscountAllocation!]!
}

type ShippingLineConnection {
  nodes: [ShippingLine!]!
}

type TaxLine {
  title: String!
  rate: Float
  priceSet: MoneyBag!
}

type UserError {
  field: [String!]
  message: String!
}

type WebhookSubscription {
  id: ID!
  topic: WebhookSubscriptionTopic!
  uri: String!
  format: WebhookSubscriptionFormat!
}

type WebhookSubscriptionConnection {
  nodes: [WebhookSubscription!]!
  pageInfo: PageInfo!
}

type WebhookSubscriptionCreatePayload {
  webhookSubscription: WebhookSubscription
  userErrors: [UserError!]!
}

type WebhookSubscriptionDeletePayload {
  deletedWebhookSubscriptionId: ID
  userErrors: [UserError!]!
}

enum WebhookSubscriptionFormat {
  JSON XML
}

enum RefundLineItemRestockType {
  CANCEL LEGACY_RESTOCK NO_RESTOCK RETURN
}

enum OrderSortKeys {
  CREATED_AT CURRENT_TOTAL_PRICE CUSTOMER_NAME DESTINATION FINANCIAL_STATUS FULFILLMENT_STATUS ID
  ORDER_NUMBER PO_NUMBER PROCESSED_AT RELEVANCE TOTAL_ITEMS_QUANTITY TOTAL_PRICE UPDATED_AT
}

enum PaymentTermsType {
  FIXED FULFILLMENT NET RECEIPT UNKNOWN
}

enum OrderTransactionStatus {
  AWAITING_RESPONSE ERROR FAILURE PENDING SUCCESS UNKNOWN
}

enum OrderTransactionKind {
  AUTHORIZATION CAPTURE CHANGE EMV_AUTHORIZATION REFUND SALE SUGGESTED_REFUND VOID
}

enum OrderDisplayFulfillmentStatus {
  FULFILLED FULFILLMENT_NOT_REQUIRED IN_PROGRESS ON_HOLD OPEN PARTIALLY_FULFILLED
  PENDING_FULFILLMENT REQUEST_DECLINED RESTOCKED SCHEDULED UNFULFILLED
}

enum OrderDisplayFinancialStatus {
  AUTHORIZED EXPIRED PAID PARTIALLY_PAID PARTIALLY_REFUNDED PENDING REFUNDED VOIDED
}

enum OrderCancelReason {
  CUSTOMER DECLINED FRAUD INVENTORY OTHER STAFF
}

input WebhookSubscriptionInput {
  filter: String
  format: WebhookSubscriptionFormat
  includeFields: [String!]
  name: String
  uri: String
}

enum WebhookSubscriptionTopic {
  APP_UNINSTALLED DISPUTES_CREATE DISPUTES_UPDATE FULFILLMENTS_CREATE FULFILLMENTS_UPDATE FULFILLMENT_EVENTS_CREATE
  INVENTORY_ITEMS_CREATE INVENTORY_ITEMS_UPDATE INVENTORY_LEVELS_CONNECT INVENTORY_LEVELS_DISCONNECT
  INVENTORY_LEVELS_UPDATE ORDERS_CANCELLED ORDERS_CREATE ORDERS_EDITED ORDERS_PAID ORDERS_UPDATED
  PRODUCTS_CREATE PRODUCTS_UPDATE REFUNDS_CREATE RETURNS_APPROVE RETURNS_CANCEL RETURNS_CLOSE RETURNS_DECLINE
  RETURNS_PROCESS RETURNS_REOPEN RETURNS_REQUEST RETURNS_UPDATE THEMES_CREATE
}

enum CurrencyCode {
  CAD CHF EUR GBP JPY KWD USD
}

scalar Decimal

enum CountryCode {
  AT CH DE FR GB JP US
}

scalar URL

scalar DateTime

enum FulfillmentDisplayStatus {
  ATTEMPTED_DELIVERY CANCELED CARRIER_PICKED_UP CONFIRMED DELAYED DELIVERED FAILURE FULFILLED
  IN_TRANSIT LABEL_PRINTED LABEL_PURCHASED LABEL_VOIDED MARKED_AS_FULFILLED NOT_DELIVERED
  OUT_FOR_DELIVERY PICKED_UP READY_FOR_PICKUP SUBMITTED
}

enum FulfillmentStatus {
  CANCELLED ERROR FAILURE OPEN PENDING SUCCESS
}

scalar UnsignedInt64

enum DiscountApplicationTargetSelection {
  ALL ENTITLED EXPLICIT
}

enum DiscountApplicationTargetType {
  LINE_ITEM SHIPPING_LINE
}
`;
