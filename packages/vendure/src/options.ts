/** What a shop tells the plugin. */
import type { OrderDetails } from "@waybill/client";
import type { Order } from "@vendure/core";

export interface WaybillPluginOptions {
  /** `https://<your worker>/hooks/<shop>/standard`. While it is missing, events wait in the shop's database. */
  readonly url: string | undefined;
  /** `whsec_` and the base64 of 24 to 64 random bytes, the same in Waybill. */
  readonly secret: string | undefined;
  /** The address of a picture by its path, where the asset server names none: `(preview) => "https://shop.example/assets/" + preview`. */
  readonly asset_url?: (preview: string) => string;
  /** The address of a product's page: `(slug) => "https://shop.example/products/" + slug`. */
  readonly product_url?: (slug: string) => string;
  /** The shop's own last word on an order's details: a gift's message, a promised day, where an open amount is paid. */
  readonly details?: (order: Order, details: OrderDetails) => OrderDetails;
  /** States of a fulfilment in which the parcel has left: `["Shipped"]`. */
  readonly shipped_states?: readonly string[];
  /** States of a fulfilment in which it has arrived: `["Delivered"]`. */
  readonly delivered_states?: readonly string[];
  /** Whether Waybill forgets a customer whom the shop deletes: true. */
  readonly erase_with_customer?: boolean;
}

export function withDefaults(options: WaybillPluginOptions) {
  return { shipped_states: ["Shipped"], delivered_states: ["Delivered"], ...options };
}
