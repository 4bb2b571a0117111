/** What Saleor reads when the app is installed. https://docs.saleor.io/developer/extending/apps/architecture/manifest */
import { ASYNC_EVENTS, SUBSCRIPTION } from "./saleor_order.ts";

export const VERSION = "1.0.0";

/** `base_url` is the app's own address, without a slash at its end. */
export function manifest(base_url: string) {
  return {
    id: "waybill",
    version: VERSION,
    requiredSaleorVersion: ">=3.20 <4",
    name: "Waybill",
    about: "Sends every message that an order owes its customer.",
    author: "Waybill",
    permissions: ["MANAGE_ORDERS", "MANAGE_USERS", "HANDLE_PAYMENTS"],
    appUrl: `${base_url}/`,
    tokenTargetUrl: `${base_url}/api/register`,
    webhooks: [{
      name: "Waybill: orders and customers",
      targetUrl: `${base_url}/api/webhooks`,
      asyncEvents: ASYNC_EVENTS,
      query: SUBSCRIPTION,
      isActive: true,
    }],
  };
}
