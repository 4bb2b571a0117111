import { expect, test } from "vitest";
import { isWebhookType, nextTryAt, webhookTypeOf } from "../../src/messages/webhook.ts";
import { isPublicAddress } from "../../src/values/public_address.ts";

test("a webhook is tried again for three days and some hours, ever more rarely", () => {
  let at = 0;
  const waits: number[] = [];
  for (let attempt = 1; attempt < 20; attempt++) {
    const next = nextTryAt(attempt, at, null);
    if (next === null) break;
    waits.push(next - at);
    at = next;
  }
  expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  expect(waits.length).toBe(9);
  expect(at / 3_600_000).toBeGreaterThan(72);
  expect(at / 3_600_000).toBeLessThan(80);
});

test("who asks for more time gets it", () => {
  expect(nextTryAt(1, 0, 600)).toBe(600_000);
  expect(nextTryAt(1, 0, 1)).toBe(60_000);
});

test.each([
  ["order.placed", "order.placed"],
  ["shipment.shipped", "order.changed"],
  ["return.approved", "return.approved"],
  ["return.lost_in_post", "return.changed"],
  ["customer.erased", "customer.erased"],
])("the event %s of an order is told as %s", (event, type) => {
  expect(webhookTypeOf(event)).toBe(type);
});

test.each([["message.*", true], ["case.opened", true], ["*", false], ["nothing.*", false], [
  "toString",
  false,
]])(
  "%s is asked for: %s",
  (type, is) => {
    expect(isWebhookType(type)).toBe(is);
  },
);

test.each([
  ["https://erp.kontor.example/hook?x=1", true],
  ["http://erp.kontor.example/", false],
  ["https://erp.kontor.example:8443/", false],
  ["https://user:pass@erp.kontor.example/", false],
  ["https://127.0.0.1/", false],
  ["https://0x7f.1/", false],
  ["https://[::1]/", false],
  ["https://localhost/", false],
  ["https://printer.lan/", false],
  ["https://metadata.internal/", false],
])("%s is a public address: %s", (url, is) => {
  expect(isPublicAddress(new URL(url))).toBe(is);
});
