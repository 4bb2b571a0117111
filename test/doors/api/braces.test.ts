/** What stands in braces in a canned answer: the API refuses what nobody fills in, as the desk does. */
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { NOW_MS } from "../../support/cast.ts";
import { openHouse } from "../../support/house.ts";
import { openedOnce } from "../../support/opened_once.ts";
import { fill } from "../../support/route_requests.ts";
import { API_TOKENS, ask, openShops, ORDERS } from "../../support/strangers.ts";

const open = openedOnce(async () => {
  await openShops();
  await fill();
});
beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  await open();
});

async function call(method: string, path: string, body: unknown) {
  const response = await ask({
    method,
    path: `/api/shops/demo/${path}`,
    headers: { Authorization: `Bearer ${API_TOKENS.demo}` },
    body: JSON.stringify(body),
  });
  return { status: response.status, ...await response.json<{ field?: string; rule?: string }>() };
}

const canned = (words: string) => ({ support: { canned: [{ title: "Where", words }] } });

test("a canned answer may name what is filled in, and nothing else", async () => {
  expect(await call("PATCH", "settings?dry", canned("Dear {name}, {order} is {status}."))).toMatchObject({
    status: 200,
  });
  expect(await call("PATCH", "settings?dry", canned("Dear {nmae}"))).toMatchObject({
    status: 422,
    field: "support.canned.0.words",
    rule: expect.stringContaining("name, order, status"),
  });
});

test.each([
  ["cases/own/answer", { id: "b-1", message: "It is {tracking}" }],
  ["cases/own/ask", { id: "b-2", message: "Which {colour}?" }],
  ["conversations/answer", { id: "b-3", order: ORDERS.own, conversation: "own", message: "{x}" }],
  ["returns/ask", { id: "b-4", order: ORDERS.own, message: "Dear {name}" }],
])("an answer by %s with something unfilled is refused", async (path, body) => {
  expect(await call("POST", path, body)).toMatchObject({ status: 422, field: "message" });
});
