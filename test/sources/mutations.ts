/** What every source owes whoever damages its payloads: whole events or a refusal that repeats nothing. One file a sender calls it. */
import fc from "fast-check";
import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { OrderEvent } from "../../src/orders/event.ts";
import type { Source, Webhook } from "../../src/sources/source.ts";
import { StockEvent } from "../../src/stock/event.ts";
import { store, TOKEN } from "../support/bigcommerce.ts";
import { NOW_MS } from "../support/cast.ts";
import { BODY_MAX, CANARY, mutated, mutations } from "../support/mutation.ts";
import { runs } from "../support/runs.ts";
import { WEBHOOK_ID } from "../support/shopify.ts";
import { NO_PORTS } from "../support/source_ports.ts";

/** Whatever the damage makes a source ask for, it is answered or not there. */
const WEEK_MS = 7 * 86_400_000;
const PORTS = { ...store().ports, tokens: [TOKEN] };

/** What is damaged: its name, who reads it, its topic and its payload. */
export type Damaged = [string, Source, string, unknown];

/** The suite for payloads, each damaged in any place. */
export function damagedInAnyPlace(payloads: readonly Damaged[]): void {
  describe.each<Damaged>([...payloads])("%s, damaged in any place", (_what, source, topic, payload) => {
    test("is told as whole events or refused without a word of its content", async () => {
      await fc.assert(
        fc.asyncProperty(mutations, async (changes) => {
          const body = JSON.stringify(changes.reduce(mutated, payload)) ?? "";
          fc.pre(body.length <= BODY_MAX);
          const reading = await source.read(webhook(topic, body), PORTS);
          if (reading.ok) {
            const orders = reading.value.type === "events" ? reading.value.orders : [];
            for (const { events } of orders) {
              expect(v.parse(v.array(OrderEvent), events)).toEqual(events);
            }
            const stock = reading.value.type === "events" ? reading.value.stock ?? [] : [];
            expect(v.parse(v.array(StockEvent), stock)).toEqual(stock);
          } else {
            expect(reading.message).not.toContain(CANARY);
            expect(reading.message.length).toBeLessThan(300);
          }
        }),
        { numRuns: runs({ commit: 100, full: 1_000 }) },
      );
    });
  });
}

/** The suite for bodies of any bytes. */
export function anyBytes(sources: readonly Source[]): void {
  describe("any bytes at all", () => {
    test.each(sources.map((source): [Source] => [source]))("are read or refused by $name", async (source) => {
      await fc.assert(fc.asyncProperty(fc.uint8Array(), async (body) => {
        const topic = source.name === "woocommerce" ? "order.created" : "orders/create";
        const reading = await source.read({ ...webhook(topic, ""), body }, NO_PORTS);
        expect(reading.ok).toBe(false);
      }));
    });
  });
}

function webhook(topic: string, body: string): Webhook {
  const headers = new Headers({
    "webhook-id": "msg_1",
    "x-shopify-topic": topic,
    "x-shopify-webhook-id": WEBHOOK_ID,
    "x-wc-webhook-topic": topic,
  });
  return { headers, body: new TextEncoder().encode(body), received_at_ms: NOW_MS + WEEK_MS };
}
