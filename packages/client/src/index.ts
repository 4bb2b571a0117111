/** `@waybill/client`: sends a shop's events to Waybill, outbox first. */
export { createWaybill } from "./waybill.ts";
export type {
  LogLine,
  SendResult,
  Waybill,
  WaybillEvent,
  WaybillOptions,
  WaybillState,
} from "./client_types.ts";
export { EVENTS_VERSION } from "./event_types.ts";
export type { EventBody } from "./event_types.ts";
export { memoryOutbox } from "./memory_outbox.ts";
export type { KeptEvent, Outbox, OutboxState, Postponed, RefusedEvent } from "./outbox.ts";
export {
  addressOf,
  countryOf,
  digitsOf,
  emailOf,
  fullName,
  gapOf,
  localeOf,
  minorOf,
  pricedLine,
  roundingOf,
  titleOf,
  urlOf,
} from "./order_parts.ts";
export type {
  OrderDetails,
  OrderLine,
  PaymentDetails,
  PostalAddress,
  RefundDetails,
  ShipmentDetails,
} from "./order_parts.ts";
