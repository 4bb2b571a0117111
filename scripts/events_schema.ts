/**
 * The JSON Schema of Waybill's own event format, generated from its schemas. It states what JSON Schema can express;
 * Waybill checks more.
 */
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import * as events from "../src/orders/event.ts";
import { EVENT_TYPES } from "../src/sources/standard/standard.ts";
import { PrivacyEvent } from "../src/sources/standard/privacy.ts";
import { StockEvent, WatchedProduct } from "../src/stock/event.ts";
import { Customer, Id, Window } from "../src/values/schemas.ts";

/** Schema of one type of event: its name, its time and its data. */
interface Variant {
  readonly entries: Readonly<Record<string, v.GenericSchema>> & {
    readonly type: { readonly literal?: string; readonly options?: readonly string[] };
  };
}

const variants = [
  ...events.OrderEvent.options,
  ...StockEvent.options,
  PrivacyEvent,
] as unknown as readonly Variant[];

const told = variants.flatMap(({ entries }) => {
  const { type, at, ...data } = entries;
  const types = (type.options ?? [type.literal!]).filter((name) => EVENT_TYPES.includes(name));
  if (types.length === 0) return [];
  const names_order = "order" in data || types.some((name) => /^(stock|customer)\./.test(name));
  return v.object({
    type: v.picklist(types),
    timestamp: at!,
    data: v.object(names_order ? data : { order_id: Id, ...data }),
  });
});

/** Schemas that are defined once and referenced by name. */
const { Address, Line, OrderDetails, Payment, Refund, Return, Shipment, Tracking } = events;

/**
 * Increased when an event that was accepted would be refused or mean something else: then the connectors get a new
 * major version too.
 */
export const EVENTS_VERSION = 1;

export const eventsSchema = {
  version: EVENTS_VERSION,
  title: "Waybill's own event format",
  description:
    "The body of a webhook to /hooks/<shop>/standard. Types that are not listed are answered 200 and ignored. Ids, times, currency, totals, prices and quantities must be as stated; any other value that does not fit is read as text or left out, and named in the answer under left_out.",
  ...toJsonSchema(v.union(told), {
    target: "draft-2020-12",
    typeMode: "input",
    definitions: {
      Address,
      Customer,
      Line,
      OrderDetails,
      Payment,
      Refund,
      Return,
      Shipment,
      Tracking,
      Window,
      WatchedProduct,
    },
    // Ignores checks that JSON Schema cannot express, such as calendars and totals.
    errorMode: "ignore",
    overrideAction: ({ valibotAction, jsonSchema }) =>
      // A JSON Schema pattern has no flags: without `i` it would refuse values that Waybill accepts.
      valibotAction.type === "regex" &&
        (valibotAction as unknown as { requirement: RegExp }).requirement.ignoreCase
        ? jsonSchema
        : undefined,
  }),
};
