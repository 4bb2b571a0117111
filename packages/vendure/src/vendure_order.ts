/** The parts of Vendure's entities that are read here. Money is in the whole units of Vendure's MoneyStrategy, hundredths by default. */

type Id = string | number;

export interface VendureAddress {
  readonly fullName?: string;
  readonly company?: string;
  readonly streetLine1?: string;
  readonly streetLine2?: string;
  readonly city?: string;
  readonly province?: string;
  readonly postalCode?: string;
  readonly countryCode?: string;
  readonly phoneNumber?: string;
}

interface Adjustment {
  readonly type: string;
  readonly description: string;
  readonly amountWithTax: number;
}

export interface VendureLine {
  readonly id: Id;
  readonly quantity: number;
  /** How many were ordered, whatever was cancelled since. */
  readonly orderPlacedQuantity: number;
  readonly unitPriceWithTax: number;
  readonly linePriceWithTax: number;
  /** After the discounts of the line itself, without its share in those of the order. */
  readonly discountedLinePriceWithTax: number;
  readonly productVariant: {
    readonly name: string;
    readonly sku: string;
    readonly product?: { readonly slug?: string; readonly name?: string } | undefined;
  };
  readonly featuredAsset?: { readonly preview: string } | null;
}

export interface VendurePayment {
  readonly id: Id;
  readonly method: string;
  readonly amount: number;
  readonly state: string;
  readonly transactionId?: string | null;
  readonly errorMessage?: string | null;
}

export interface VendureOrder {
  /** `T3SCS8QJ2V`, as the customer sees it. */
  readonly code: string;
  readonly state: string;
  readonly createdAt: Date;
  readonly orderPlacedAt?: Date | null;
  readonly currencyCode: string;
  readonly totalWithTax: number;
  readonly total: number;
  readonly shippingWithTax: number;
  readonly taxSummary?: readonly {
    readonly description: string;
    readonly taxRate: number;
    readonly taxTotal: number;
  }[];
  readonly customer?: {
    readonly firstName: string;
    readonly lastName: string;
    readonly emailAddress: string;
    readonly phoneNumber?: string | null;
  } | null;
  readonly lines: readonly VendureLine[];
  readonly discounts: readonly Adjustment[];
  readonly surcharges: readonly { readonly description: string; readonly priceWithTax: number }[];
  readonly shippingLines: readonly { readonly shippingMethod?: { readonly name: string } | null }[];
  readonly shippingAddress?: VendureAddress | null;
  readonly billingAddress?: VendureAddress | null;
  readonly payments?: readonly VendurePayment[] | null;
}

export interface VendureFulfillment {
  readonly id: Id;
  /** The carrier, as the shop calls it. */
  readonly method?: string | null;
  readonly trackingCode?: string | null;
  readonly lines?: readonly { readonly orderLineId: Id; readonly quantity: number }[] | null;
}

export interface VendureRefund {
  readonly id: Id;
  readonly total: number;
  readonly reason?: string | null;
  readonly lines?: readonly { readonly orderLineId: Id; readonly quantity: number }[] | null;
}
