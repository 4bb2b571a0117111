/**
 * The part of schema.org (release 29) that the markup of mails may use: each type with its properties and what may stand in
 * them. What Gmail reads besides, and schema.org does not have there, is named as such.
 */

export type Expected =
  | "Text"
  | "Number"
  | "URL"
  | "Date"
  | "DateTime"
  | { readonly types: readonly string[] }
  | {
    readonly members: readonly string[];
  };

const ORGANIZATION = { types: ["Organization"] } as const;
const ORDER_STATUS = {
  members: [
    "OrderCancelled",
    "OrderDelivered",
    "OrderInTransit",
    "OrderPaymentDue",
    "OrderPickupAvailable",
    "OrderProblem",
    "OrderProcessing",
    "OrderReturned",
  ],
} as const;

export const VOCABULARY: Readonly<Record<string, Readonly<Record<string, readonly Expected[]>>>> = {
  Order: {
    orderNumber: ["Text"],
    orderDate: ["Date", "DateTime"],
    orderStatus: [ORDER_STATUS],
    acceptedOffer: [{ types: ["Offer"] }],
    url: ["URL"],
    // Superseded by `seller`; Gmail asks for this name.
    merchant: [ORGANIZATION],
    // Gmail's own: https://developers.google.com/workspace/gmail/markup/reference/types/Order
    price: ["Number"],
    priceCurrency: ["Text"],
  },
  Offer: { itemOffered: [{ types: ["Product"] }], eligibleQuantity: [{ types: ["QuantitativeValue"] }] },
  Product: { name: ["Text"] },
  QuantitativeValue: { value: ["Number"] },
  Organization: { name: ["Text"], url: ["URL"] },
  Person: { name: ["Text"] },
  ParcelDelivery: {
    // Superseded by `provider`; Gmail asks for this name.
    carrier: [ORGANIZATION],
    trackingNumber: ["Text"],
    trackingUrl: ["URL"],
    expectedArrivalFrom: ["Date", "DateTime"],
    expectedArrivalUntil: ["Date", "DateTime"],
    deliveryAddress: [{ types: ["PostalAddress"] }],
    itemShipped: [{ types: ["Product"] }],
    partOfOrder: [{ types: ["Order"] }],
  },
  PostalAddress: {
    name: ["Text"],
    streetAddress: ["Text"],
    addressLocality: ["Text"],
    addressRegion: ["Text"],
    postalCode: ["Text"],
    addressCountry: ["Text"],
  },
  Invoice: {
    accountId: ["Text"],
    confirmationNumber: ["Text"],
    provider: [ORGANIZATION],
    customer: [ORGANIZATION, { types: ["Person"] }],
    paymentDueDate: ["Date", "DateTime"],
    paymentStatus: [{
      members: [
        "PaymentAutomaticallyApplied",
        "PaymentComplete",
        "PaymentDeclined",
        "PaymentDue",
        "PaymentPastDue",
      ],
    }],
    totalPaymentDue: [{ types: ["PriceSpecification", "MonetaryAmount"] }],
    referencesOrder: [{ types: ["Order"] }],
    url: ["URL"],
  },
  PriceSpecification: { price: ["Number"], priceCurrency: ["Text"] },
};

/** Returns what of `value` is not in the vocabulary, each with its path. */
export function schemaFaults(value: unknown, path = "$"): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => schemaFaults(one, `${path}[${index}]`));
  if (typeof value !== "object" || value === null) return [`${path}: is no object`];
  const { "@context": context, "@type": type, ...properties } = value as Record<string, unknown>;
  if (context !== undefined && context !== "http://schema.org") {
    return [`${path}: has the context ${context}`];
  }
  if (path === "$" && context === undefined) return [`${path}: has no context`];
  const known = VOCABULARY[String(type)];
  if (known === undefined) return [`${path}: ${String(type)} is no type`];
  return Object.entries(properties).flatMap(([name, content]) => {
    const expected = known[name];
    const here = `${path}.${name}`;
    if (expected === undefined) return [`${here}: ${String(type)} has no such property`];
    return (Array.isArray(content) ? content : [content]).flatMap((one) =>
      contentFaults(one, expected, here)
    );
  });
}

function contentFaults(content: unknown, expected: readonly Expected[], here: string): readonly string[] {
  if (typeof content === "object" && content !== null) {
    const type = String((content as Record<string, unknown>)["@type"]);
    const fits = expected.some((one) =>
      typeof one === "object" && "types" in one && one.types.includes(type)
    );
    return fits ? schemaFaults(content, here) : [`${here}: may not hold ${type}`];
  }
  return expected.some((one) => fits(content, one))
    ? []
    : [`${here}: may not hold ${JSON.stringify(content)}`];
}

function fits(content: unknown, expected: Expected): boolean {
  if (expected === "Number") return typeof content === "number" || /^-?\d+(\.\d+)?$/.test(String(content));
  if (typeof content !== "string") return false;
  switch (expected) {
    case "Text":
      return content !== "";
    case "URL":
      return URL.canParse(content);
    case "Date":
      return /^\d{4}-\d\d-\d\d$/.test(content);
    case "DateTime":
      return /^\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)$/.test(content);
  }
  return "members" in expected &&
    expected.members.some((member) => content === `http://schema.org/${member}`);
}
