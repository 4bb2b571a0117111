/** `@waybill/saleor`: an app that tells Waybill what happens to a Saleor shop's orders. */
export { eventsOfPayload } from "./events_of_payload.ts";
export { manifest } from "./manifest.ts";
export { orderDetails } from "./order_details.ts";
export { memoryRegistrations, REGISTRATION_TABLE, sqlRegistrations } from "./registrations.ts";
export type { Registration, Registrations } from "./registrations.ts";
export { saleorApp } from "./saleor_app.ts";
export type { SaleorAppOptions } from "./saleor_app.ts";
export type { SaleorOrder, SaleorPayload } from "./saleor_order.ts";
