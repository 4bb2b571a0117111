/** The JSON Schema of Waybill's own event format, from the schemas that read it. It says what JSON Schema can say; Waybill checks more. */
import { toJsonSchema } from "@valibot/to-json-schema";
import * as v from "valibot";
import * as events from "../src/orders/event.ts";
import { EVENT_TYPES } from "../src/sources/standard/standard.ts";
import { PrivacyEvent } from "../src/sources/standard/privacy.ts";
import { StockEvent, WatchedProduct } from "../src/stock/event.ts";
import { Customer, Id, Window } from "../src/values/schemas.ts";

/** One of the variants of what may happen: what it is called, when it happened, and what it tells. */
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

/** Named once and referred to. */
const { Address, Line, OrderDetails, Payment, Refund, Return, Shipment, Tracking } = events;

/** Rises when an event that was taken would be refused or mean something else: then the connectors have a new major version too. */
export const EVENTS_VERSION = 1;

export const eventsSchema = {
  version: EVENTS_VERSION,
  title: "Waybill's own event format",
  description:
    "The body of a webhook to /hooks/<shop>/standard. Types that are not listed are answered 200 and ignored.",
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
    // Calendars and sums are beyond JSON Schema.
    errorMode: "ignore",
    overrideAction: ({ valibotAction, jsonSchema }) =>
      // A pattern knows no flags: without `i` it would refuse what is taken.
      valibotAction.type === "regex" &&
        (valibotAction as unknown as { requirement: RegExp }).requirement.ignoreCase
        ? jsonSchema
        : undefined,
  }),
};
