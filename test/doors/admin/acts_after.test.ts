/** Acts by the API that need another act first: each leaves one row in the audit, by its own name. */
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { readActs, selectActs } from "../../../src/sql/audit.ts";
import { hours, NOW_MS } from "../../support/cast.ts";
import { cellOf } from "../../support/cells_in_use.ts";
import { openHouse } from "../../support/house.ts";
import { openedOnce } from "../../support/opened_once.ts";
import { fill } from "../../support/route_requests.ts";
import { API_TOKENS, ask, openShops, ORDERS } from "../../support/strangers.ts";

type Step = readonly [method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: unknown];

const HOLD = { order: ORDERS.own, reason: "Call first", until: hours(20) };
const TELEGRAM = {
  bot_token: "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0",
  bot_username: "kontor_bot",
  webhook_secret: "not-a-real-secret-0123",
};
const BLOCKED = { email: "a@b.example", class: "care" };

/** The act's name in the audit, what comes before, and the act. */
const ACTS: readonly (readonly [act: string, before: readonly Step[], step: Step])[] = [
  ["settings.changed", [], ["PATCH", "settings", { withdrawal_days: 15 }]],
  ["settings.changed", [], ["PATCH", "settings/mails", { kinds: { order_confirmation: "off" } }]],
  ["suppression.release", [["POST", "suppressions", { ...BLOCKED, reason: "blocked" }]], [
    "DELETE",
    "suppressions",
    BLOCKED,
  ]],
  ["messages.release", [["POST", "orders/hold", { id: "h-1", ...HOLD }]], ["POST", "orders/release", {
    id: "h-2",
    order: ORDERS.own,
  }]],
  ["letter.drop", [], ["POST", "dead-letters/drop", {
    source: "shopify",
    field: "currency",
    rule: "must be given",
  }]],
  ["chat.disconnect", [["PUT", "chats/slack", {
    url: "https://hooks.slack.com/services/T000/B000/abcdefghij",
  }]], ["DELETE", "chats/slack"]],
  ["way.disconnect", [["PUT", "ways/telegram", TELEGRAM]], ["DELETE", "ways/telegram"]],
];

const open = openedOnce(async () => {
  await openShops();
  await fill();
});
beforeAll(openHouse);
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS });
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await open();
});

async function take([method, path, body]: Step): Promise<void> {
  const answer = await ask({
    method,
    path: `/api/shops/demo/${path}`,
    headers: { authorization: `Bearer ${API_TOKENS.demo}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok, `${method} ${path}: ${await answer.text()}`).toBe(true);
}

async function acts() {
  return readActs(await selectActs(cellOf("demo"), "demo", null, 50).all());
}

test.each(ACTS)("%s", async (act, before, step) => {
  for (const one of before) await take(one);
  const known = new Set((await acts()).map(({ id }) => id));
  await take(step);
  const rows = (await acts()).filter(({ id }) => !known.has(id));
  expect(rows.map(({ act, person, way }) => [act, person, way])).toEqual([[act, "API", "api"]]);
});
