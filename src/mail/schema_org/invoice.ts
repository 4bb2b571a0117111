/**
 * Describes an invoice in schema.org's vocabulary: mail programs remind of its due date and amount. It states nothing
 * that the mail does not.
 */
import type { Invoice } from "../../orders/event.ts";
import { decimalFromMinor } from "../../orders/money.ts";
import { accountOf } from "../../orders/account/account.ts";
import type { ShopSettings } from "../../orders/shop.ts";
import { scriptText } from "./order.ts";
import { webUrl } from "../format/text.ts";
import { orderedAt } from "../../orders/placing.ts";
import type { Order } from "../../orders/state.ts";

/** https://schema.org/Invoice as text for a script element. `open_minor`: what is left to pay. */
export function invoiceSchema(
  order: Order,
  invoice: Invoice,
  shop: ShopSettings,
  open_minor: number,
  page_url: string,
): string {
  const { details } = order;
  const { currency, customer } = details;
  return scriptText({
    "@context": "http://schema.org",
    "@type": "Invoice",
    accountId: details.number,
    confirmationNumber: invoice.number,
    provider: { "@type": "Organization", name: shop.name, url: webUrl(shop.url) ?? undefined },
    customer: customer.name ? { "@type": "Person", name: customer.name } : undefined,
    paymentDueDate: invoice.due_on,
    paymentStatus: `http://schema.org/${statusOf(order, open_minor)}`,
    totalPaymentDue: {
      "@type": "PriceSpecification",
      price: decimalFromMinor(open_minor, currency),
      priceCurrency: currency,
    },
    referencesOrder: {
      "@type": "Order",
      orderNumber: details.number,
      orderDate: orderedAt(details),
      price: decimalFromMinor(details.total_minor, currency),
      priceCurrency: currency,
    },
    url: webUrl(invoice.url) ?? page_url,
  });
}

/** https://schema.org/PaymentStatusType, as far as it goes: what nobody asks for is complete. */
function statusOf(order: Order, open_minor: number): string {
  if (open_minor <= 0) return "PaymentComplete";
  return accountOf(order).status === "failed" ? "PaymentDeclined" : "PaymentDue";
}
