import { Validator } from "@cfworker/json-schema";
import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { EVENT_TYPES, standard } from "../../src/sources/standard/standard.ts";
import { NOW_MS } from "../support/cast.ts";

const FIXTURES = Object.values(
  import.meta.glob("../fixtures/standard/*.json", { import: "default", eager: true }),
) as { readonly type: string; readonly timestamp: string; readonly data: Record<string, unknown> }[];
const PLACED = FIXTURES.find(({ type }) => type === "order.placed")!;
const ORDER = PLACED.data["order"] as Record<string, unknown>;

let validator: Validator;

beforeAll(async () => {
  const answer = await exports.default.fetch("https://waybill.test/schema/events.json");
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/schema+json");
  validator = new Validator(await answer.json<object>(), "2020-12");
});

async function isRead(event: unknown): Promise<boolean> {
  const body = new TextEncoder().encode(JSON.stringify(event));
  const headers = new Headers({ "webhook-id": "msg_1" });
  const reading = await standard.read({ headers, body, received_at_ms: NOW_MS });
  return reading.ok && reading.value.type !== "ignored";
}

describe("/schema/events.json", () => {
  test.each(FIXTURES)("accepts $type, as the Worker does", async (event) => {
    expect(validator.validate(event)).toMatchObject({ valid: true });
    expect(await isRead(event)).toBe(true);
  });

  test("contains every type that a sender may send, and no other", async () => {
    const answer = await exports.default.fetch("https://waybill.test/schema/events.json");
    const { anyOf } = await answer.json<{ anyOf: { properties: { type: { enum: string[] } } }[] }>();
    expect(anyOf.flatMap(({ properties }) => properties.type.enum).sort()).toEqual([...EVENT_TYPES].sort());
    expect(EVENT_TYPES).not.toContain("customer.erased");
  });

  test.each([
    ["no time", { ...PLACED, timestamp: undefined }],
    ["a time without a zone", { ...PLACED, timestamp: "2026-11-22T12:00:00" }],
    ["a type that only Waybill tells", { ...PLACED, type: "stock.allocated" }],
    ["an amount with a fraction", { ...PLACED, data: { order: { ...ORDER, total_minor: 1.5 } } }],
    ["a currency that is none", { ...PLACED, data: { order: { ...ORDER, currency: "euro" } } }],
    ["an order without lines", { ...PLACED, data: { order: { ...ORDER, lines: [] } } }],
    ["a payment of no order", {
      ...PLACED,
      type: "payment.succeeded",
      data: { payment: { id: "1", amount_minor: 1 } },
    }],
  ])("refuses %s, as the Worker does", async (_, event) => {
    const plain = JSON.parse(JSON.stringify(event));
    expect(validator.validate(plain).valid).toBe(false);
    expect(await isRead(plain)).toBe(false);
  });
});
