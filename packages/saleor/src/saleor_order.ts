/** The parts of Saleor's order that are asked for, and the subscription that asks for exactly them. Amounts are decimals in major units. */

export const ORDER_FRAGMENTS = `
  fragment WaybillAddress on Address {
    firstName lastName companyName streetAddress1 streetAddress2 city countryArea postalCode phone
    country { code }
  }
  fragment WaybillOrder on Order {
    id number status created updatedAt languageCodeEnum userEmail
    user { firstName }
    metadata { key value }
    shippingAddress { ...WaybillAddress }
    billingAddress { ...WaybillAddress }
    lines {
      id productName variantName translatedProductName translatedVariantName productSku quantity isShippingRequired
      thumbnail(size: 256) { url }
      undiscountedTotalPrice { gross { amount } }
      totalPrice { gross { amount } }
    }
    discounts { name translatedName amount { amount } }
    deliveryMethod { __typename ... on ShippingMethod { name } ... on Warehouse { name address { ...WaybillAddress } } }
    shippingPrice { gross { amount } }
    total { currency gross { amount } tax { amount } }
    authorizeStatus chargeStatus
    fulfillments { id status created trackingNumber lines { quantity orderLine { id } } }
    transactions {
      id name
      events { id type createdAt pspReference message amount { amount } }
    }
  }
`;

/** Events about one order. */
const OF_ORDER = [
  "OrderCreated",
  "OrderConfirmed",
  "OrderUpdated",
  "OrderPaid",
  "OrderFullyPaid",
  "OrderRefunded",
  "OrderFullyRefunded",
  "OrderCancelled",
  "OrderFulfilled",
];
/** Events about one fulfilment, which names its order. */
const OF_FULFILMENT = [
  "FulfillmentCreated",
  "FulfillmentApproved",
  "FulfillmentCanceled",
  "FulfillmentTrackingNumberUpdated",
];

/** What the manifest subscribes to, in Saleor's spelling of a webhook's events. */
export const ASYNC_EVENTS = [...OF_ORDER, ...OF_FULFILMENT, "CustomerUpdated", "CustomerDeleted"]
  .map((name) => name.replaceAll(/(?<=[a-z])(?=[A-Z])/g, "_").toUpperCase());

export const SUBSCRIPTION = `${ORDER_FRAGMENTS}
  subscription {
    event {
      issuedAt
      ${
  [...OF_ORDER, ...OF_FULFILMENT].map((name) => `... on ${name} { order { ...WaybillOrder } }`).join(
    "\n      ",
  )
}
      ... on CustomerUpdated { user { email orders(first: 20) { edges { node { ...WaybillOrder } } } } }
      ... on CustomerDeleted { user { email } }
    }
  }
`;

interface Money {
  readonly amount: number;
}

interface Taxed {
  readonly gross: Money;
}

export interface SaleorAddress {
  readonly firstName: string;
  readonly lastName: string;
  readonly companyName: string;
  readonly streetAddress1: string;
  readonly streetAddress2: string;
  readonly city: string;
  readonly countryArea: string;
  readonly postalCode: string;
  readonly phone?: string | null;
  readonly country: { readonly code: string };
}

export interface SaleorLine {
  readonly id: string;
  readonly productName: string;
  readonly variantName: string;
  readonly translatedProductName?: string | null;
  readonly translatedVariantName?: string | null;
  readonly productSku?: string | null;
  readonly quantity: number;
  readonly isShippingRequired: boolean;
  readonly thumbnail?: { readonly url: string } | null;
  readonly undiscountedTotalPrice: Taxed;
  readonly totalPrice: Taxed;
}

export interface SaleorTransaction {
  readonly id: string;
  readonly name: string;
  readonly events: readonly {
    readonly id: string;
    readonly type: string | null;
    readonly createdAt: string;
    readonly pspReference: string;
    readonly message: string;
    readonly amount: Money;
  }[];
}

export interface SaleorFulfillment {
  readonly id: string;
  readonly status: string;
  readonly created: string;
  readonly trackingNumber: string;
  readonly lines?:
    | readonly { readonly quantity: number; readonly orderLine?: { readonly id: string } | null }[]
    | null;
}

export interface SaleorOrder {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly created: string;
  readonly updatedAt: string;
  readonly languageCodeEnum: string;
  readonly userEmail?: string | null;
  readonly user?: { readonly firstName: string } | null;
  readonly metadata?: readonly { readonly key: string; readonly value: string }[] | null;
  readonly shippingAddress?: SaleorAddress | null;
  readonly billingAddress?: SaleorAddress | null;
  readonly lines: readonly SaleorLine[];
  readonly discounts?:
    | readonly {
      readonly name?: string | null;
      readonly translatedName?: string | null;
      readonly amount: Money;
    }[]
    | null;
  /** A `Warehouse` where the customer collects. */
  readonly deliveryMethod?: {
    readonly __typename?: string;
    readonly name?: string;
    readonly address?: SaleorAddress | null;
  } | null;
  readonly shippingPrice: Taxed;
  readonly total: { readonly currency: string; readonly gross: Money; readonly tax: Money };
  readonly authorizeStatus: string;
  readonly chargeStatus: string;
  readonly fulfillments?: readonly SaleorFulfillment[] | null;
  readonly transactions?: readonly SaleorTransaction[] | null;
}

/** What a webhook of this app brings: which of them depends on its event. */
export interface SaleorPayload {
  readonly issuedAt?: string | null;
  readonly order?: SaleorOrder | null;
  readonly user?: {
    readonly email: string;
    readonly orders?: { readonly edges: readonly { readonly node: SaleorOrder }[] } | null;
  } | null;
}
