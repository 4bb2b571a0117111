/** Orders and the stock that they wait for: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import { Delivery, Hold, Release, Written } from "../../../src/doors/api/order_acts.ts";
import { OrderWays, OrderWaysShown } from "../../../src/doors/api/order_ways.ts";
import { Filters, Find } from "../../../src/doors/api/orders.ts";
import { PACK_FORMS, PACK_LOCALES } from "../../../src/flow/disputes/dispute_pack.ts";
import { Said } from "../../../src/doors/api/stock.ts";
import { ORDER_LISTS } from "../../../src/orders/search_terms.ts";
import { after, type Operation, order_key, text } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { about, After, done } from "../shapes/value.ts";

export const ORDER_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /orders": {
    id: "listOrders",
    title: "Orders, or one order",
    more:
      "Newest first, those of `late` and `today` by their promise, where `order_index` is on (`indexed`). Each page looks at 50 orders of the list and gives those that fit. With `order` one order, with the ids of its cases.",
    query: {
      list: about(v.optional(v.picklist(ORDER_LISTS.map((one) => one.slice(1)))), "`all` where it is absent"),
      order: about(v.optional(text), "The order's key"),
      channel: about(Filters.entries.channel, "As its storefront names it"),
      country: about(Filters.entries.country, "To which it goes"),
      from: about(Filters.entries.from, "The first day on which it was placed, in the shop's zone"),
      until: about(Filters.entries.until, "The last day"),
      ...after,
    },
    answer: [
      200,
      v.union([
        v.object({ indexed: v.boolean(), orders: v.array(shapes.Order), after: After }),
        shapes.OrderWithCases,
      ]),
    ],
    refusals: [400, 404],
  },
  "GET /orders/dispute": {
    id: "disputePack",
    title: "All that is recorded of an order, as one file",
    more:
      "For the bank that asks after a disputed payment: events, messages as they left with their hashes and what providers reported, parcels and proof of delivery, conversation, the return policy in force, what the customer did on the page. The zip holds the PDF, `evidence.json`, `provider_events.json`, the messages and the customer's mails, and `SHA256SUMS`; at most 200 files and 20 MB, and the PDF names what is left out. Views of pages are not recorded. Of an erased order it says what is left.",
    query: {
      order: about(text, "The order's key"),
      as: about(v.optional(v.picklist(PACK_FORMS)), "`zip` where it is absent"),
      locale: about(
        v.optional(v.picklist(PACK_LOCALES)),
        "The language of the PDF; the shop's own where it is absent, or English",
      ),
    },
    files: ["application/pdf", "application/zip"],
    answer: [200, v.any()],
    refusals: [400, 404],
  },
  "POST /orders/find": {
    id: "findOrders",
    title: "Finds orders",
    more:
      "By number, parcel, payment, mail address; with `order_index` by name, telephone, postal code and SKU too, forgiving about `#`, spaces and letter case. It changes nothing; what is sought may be an address, and those stand in bodies alone.",
    body: Find,
    answer: [200, v.object({ orders: v.array(shapes.Order) })],
    refusals: [422],
  },
  "POST /orders/hold": {
    id: "holdMessages",
    title: "Lets the messages of an order wait",
    more:
      "Until a moment, 60 days away at most. What the customer asks for and answers of people go all the same; afterwards only what is still true goes out.",
    body: Hold,
    answer: [202, done("held")],
    refusals: [404, 422],
    acts: ["messages.hold"],
  },
  "POST /orders/release": {
    id: "releaseMessages",
    title: "Lets the held messages of an order go",
    more: "As far as they are still true. 409 where nothing holds them.",
    body: Release,
    answer: [202, done("released")],
    refusals: [404, 409, 422],
    acts: ["messages.release"],
  },
  "POST /orders/delivery": {
    id: "correctDelivery",
    title: "Gives an order another delivery address",
    more:
      "In the order's country. `at_storefront`: it is being changed there, where `storefront_acts` has `address` and there is a token. `by_hand`: a person grants the case once it is done. 409: everything has left, or another change is open.",
    body: Delivery,
    answer: [
      202,
      v.object({
        carried_out: v.picklist(["at_storefront", "by_hand"]),
        case: about(text, "The case's id, which is the request's"),
      }),
    ],
    refusals: [404, 409, 422],
    acts: ["delivery.correct"],
  },
  "POST /orders/ways": {
    id: "orderWays",
    title: "Shows or replaces the ways by which an order's customer is told",
    more:
      "A list for each class of messages: `progress` is news of the parcel, `care` what the shop asks or reminds of afterwards; all else always comes by mail. What cannot leave on one way goes by the next, and at last by mail. A class that is not given stays as it is, and without any it only shows them. Only ways count that the customer has proved, so ask them to choose on their page of messages where one is missing.",
    body: OrderWays,
    answer: [200, OrderWaysShown],
    refusals: [404, 422],
    acts: ["ways.choose"],
  },
  "POST /orders/write": {
    id: "writeToCustomer",
    title: "Writes to an order's customer first",
    more: "A case, into which the answer comes. 409 where no mail reaches them.",
    body: Written,
    answer: [202, v.object({ case: about(text, "The case's id, which is the request's") })],
    refusals: [404, 409, 422],
    acts: ["case.write"],
  },
  "GET /stock/short": {
    id: "listShortages",
    title: "Lines whose customers wait for goods, by SKU",
    more: "200 a page; only with `stock.track` (`tracked`).",
    query: after,
    answer: [
      200,
      v.object({
        tracked: v.boolean(),
        short: v.array(v.object({
          sku: text,
          order: order_key,
          line: text,
          quantity: v.number(),
          placed_at: text,
          expected_on: about(v.nullable(text), "The day that its customer was told"),
        })),
        after: After,
      }),
    ],
    refusals: [400],
  },
  "POST /stock/say": {
    id: "sayOfStock",
    title: "Says of a SKU on which day more is expected, or that it is back",
    more:
      "Those who wait are told what is new for them. That it is back counts until stock is counted anew. 404 where nobody waits.",
    body: Said,
    answer: [202, done("said")],
    refusals: [404, 422],
    acts: ["stock.date", "stock.back"],
  },
};
