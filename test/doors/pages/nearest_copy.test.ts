import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, expect, test, vi } from "vitest";
import { recordEvent } from "../../../src/flow/record/record_event.ts";
import worker from "../../../src/index.ts";
import { ADAS_ORDER, NOW_MS, placed } from "../../support/cast.ts";
import { cellOf, isInSecondCell } from "../../support/cells_in_use.ts";
import { DEMO, openHouse, recording } from "../../support/house.ts";
import { pathFor } from "../../support/visitor.ts";

const ID = "demo/standard/near";

beforeAll(async () => {
  await openHouse();
  await recordEvent(recording, DEMO, {
    source: "standard",
    webhook_id: "near",
    order: "near",
    events: [placed({ ...ADAS_ORDER, id: "near", number: "#near" })],
    received_at_ms: NOW_MS,
  }, NOW_MS);
});
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW_MS }));

/** A copy that is behind: it has none of the rows that are asked for there. */
const BEHIND = {
  bind: () => BEHIND,
  all: () => Promise.resolve({ results: [], success: true, meta: {} }),
} as unknown as D1PreparedStatement;

/** The directory, whose copies know nothing of a shop in another cell. */
function withoutSessions(db: D1Database): D1Database {
  return new Proxy(db, {
    get(target, name) {
      if (name === "withSession") throw new Error("Cannot begin a session as the shop lives in another cell");
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}

/** The Worker on cells of which the shop's own notes how each session begins. `behind` has the nearest copy know nothing. */
async function visit(path: string, init: RequestInit = {}, behind = false) {
  const begun: string[] = [];
  const own = new Proxy(cellOf("demo"), {
    get(target, name) {
      if (name === "withSession") {
        return (constraint: D1SessionConstraint) => {
          begun.push(constraint);
          const session = target.withSession(constraint);
          return behind && constraint === "first-unconstrained"
            ? { ...session, prepare: () => BEHIND }
            : session;
        };
      }
      const value = Reflect.get(target, name);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
  const request = new Request(`https://waybill.test${path}`, { redirect: "manual", ...init });
  const cells = isInSecondCell("demo") ? { DB: withoutSessions(env.DB), DB_2: own } : { DB: own };
  const answer = await worker.fetch(request, { ...env, ...cells } as never, createExecutionContext());
  return { answer, begun };
}

test("a signed page is read from the nearest copy", async () => {
  const { answer, begun } = await visit(await pathFor("order", ID));
  expect([answer.status, begun]).toEqual([200, ["first-unconstrained"]]);
});

test("an order that the copy does not know yet is read from the primary", async () => {
  const { answer } = await visit(await pathFor("order", ID), {}, true);
  expect(answer.status).toBe(200);
  expect(await answer.text()).toContain("#near");
});

test("after the reader's own write the page comes from the primary for a minute", async () => {
  const path = await pathFor("order", ID);
  const { answer: written } = await visit(`${path}/fresh`, { method: "POST" });
  const cookie = written.headers.get("Set-Cookie") ?? "";
  expect(cookie).toMatch(/^__Host-wrote=1; Max-Age=60; Path=\/; HttpOnly; Secure; SameSite=Lax$/);
  const { answer, begun } = await visit(path, { headers: { cookie: "__Host-wrote=1" } });
  expect([answer.status, begun]).toEqual([200, ["first-primary"]]);
});

test("a request that writes uses no copy, and a refused one leaves no mark", async () => {
  const { answer, begun } = await visit(`${await pathFor("order", ID)}/ask`, { method: "POST" });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.headers.get("Set-Cookie")).toBeNull();
  expect(begun).toEqual([]);
});
