import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import * as challenges from "../../src/sql/challenges.ts";
import * as customers from "../../src/sql/customers.ts";
import * as erasure from "../../src/sql/erasure.ts";
import * as erasures from "../../src/sql/erasures.ts";
import * as requests from "../../src/sql/requests.ts";
import * as retention from "../../src/sql/retention.ts";
import { NOW, NOW_MS } from "../support/cast.ts";
import { openHouse } from "../support/house.ts";
import type { Order } from "../../src/orders/state.ts";

beforeAll(openHouse);

const ID = "demo/standard/1";
const ROW_OF_EVENTS = { source: "standard", webhook_id: "w", received_at: NOW_MS, events: [] };
const CUSTOMER = "demo/~customer/x";
const CHALLENGE = { customer: CUSTOMER, id: "a", use: "history", expires_at_ms: NOW_MS };

const REQUEST = { subject: ID, form_id: "f", kind: "question", asked: "{}" };
const PARKED = { source: "standard", webhook_id: "1", received_at: NOW_MS, names: [ID], events: [] };
const ROW = { id: ID, number: "#1", seq: 1, order: {} as Order, deadline_at: null };

type Make = (db: D1Database) => D1PreparedStatement | readonly D1PreparedStatement[];

/** Every statement about customers that sql/ can make. */
const STATEMENTS: Readonly<Record<string, Make>> = {
  insertCustomerOrder: (db) => customers.insertCustomerOrder(db, CUSTOMER, NOW, ID),
  deleteCustomerOrder: (db) => customers.deleteCustomerOrder(db, CUSTOMER, NOW, ID),
  selectCustomerOrders: (db) =>
    customers.selectCustomerOrders(db, CUSTOMER, { placed_at: NOW, order_id: ID }, 20),
  selectCustomerOrderCount: (db) => customers.selectCustomerOrderCount(db, CUSTOMER),
  selectCustomer: (db) => customers.selectCustomer(db, CUSTOMER),
  upsertChoices: (db) => customers.upsertChoices(db, CUSTOMER, {}, NOW_MS),
  revokeLinks: (db) => customers.revokeLinks(db, CUSTOMER, NOW_MS, NOW_MS),
  deleteCustomer: (db) => customers.deleteCustomer(db, CUSTOMER),
  insertChallenge: (db) =>
    challenges.insertChallenge(db, CHALLENGE, { hour_max: 5, day_max: 12, pauses_ms: [1] }, NOW_MS),
  retireChallenges: (db) => challenges.retireChallenges(db, CUSTOMER, "a", NOW_MS),
  selectChallengeTimes: (db) => challenges.selectChallengeTimes(db, CUSTOMER, NOW_MS),
  countTry: (db) => challenges.countTry(db, CUSTOMER, "a", 5, NOW_MS),
  countGuess: (db) => challenges.countGuess(db, CHALLENGE, 10, NOW_MS),
  selectOpenChallenge: (db) => challenges.selectOpenChallenge(db, CUSTOMER, NOW_MS),
  selectExhausted: (db) => challenges.selectExhausted(db, CUSTOMER, "a", 10, NOW_MS),
  useChallenge: (db) => challenges.useChallenge(db, CUSTOMER, "a", NOW_MS),
  deleteChallenges: (db) => challenges.deleteChallenges(db, CUSTOMER),
  insertRequest: (db) => requests.insertRequest(db, REQUEST, NOW_MS),
  selectMadeAt: (db) => requests.selectMadeAt(db, ID, "f"),
  selectAsked: (db) => requests.selectAsked(db, ID, "f"),
  selectRequests: (db) => requests.selectRequests(db, ID),
  deleteRequests: (db) => requests.deleteRequests(db, ID),
  upsertFeedback: (db) =>
    requests.upsertFeedback(db, ID, { about: "delivery", score: 5, words: null }, NOW_MS),
  selectFeedback: (db) => requests.selectFeedback(db, ID),
  rewriteWebhooks: (db) =>
    erasure.rewriteWebhooks(db, ID, [{ ...ROW_OF_EVENTS, seq: 1 }, { ...ROW_OF_EVENTS, seq: 2, volume: 3 }]),
  rewriteOrder: (db) => erasure.rewriteOrder(db, ROW, NOW_MS),
  silenceLedger: (db) => erasure.silenceLedger(db, ID, NOW_MS),
  deleteAlerts: (db) => erasure.deleteAlerts(db, "demo/~shop/", ["customer_request:demo:standard:1:f"]),
  selectAlerts: (db) => erasure.selectAlerts(db, "demo/~shop/", ["customer_request:demo:standard:1:"]),
  selectAddressesOf: (db) => erasure.selectAddressesOf(db, "demo", "", 500),
  selectSending: (db) => erasure.selectSending(db, ID, "demo/~conversation/", NOW_MS),
  rewriteParked: (db) => erasure.rewriteParked(db, PARKED),
  insertErasure: (db) => erasures.insertErasure(db, CUSTOMER, erasures.NOTHING_DONE, NOW_MS),
  saveProgress: (db) => erasures.saveProgress(db, CUSTOMER, null),
  deleteErasure: (db) => erasures.deleteErasure(db, ID),
  selectErasure: (db) => erasures.selectErasure(db, CUSTOMER),
  selectOpenErasures: (db) => erasures.selectOpenErasures(db, 0, NOW_MS, NOW_MS, 10),
  refuseErased: (db) => erasures.refuseErased(db, CUSTOMER, NOW_MS),
  deleteErasures: (db) => erasures.deleteErasures(db, "demo", NOW_MS, 10),
  deleteOldParked: (db) => retention.deleteOldParked(db, "demo", NOW_MS, 10),
  deleteOldWatches: (db) => retention.deleteOldWatches(db, "demo", NOW, 10),
  deleteOldChallenges: (db) => retention.deleteOldChallenges(db, "demo", NOW_MS, 10),
  deleteOldCustomers: (db) => retention.deleteOldCustomers(db, "demo", NOW_MS, 10),
  deleteOldBounces: (db) => retention.deleteOldBounces(db, "demo", NOW_MS, 10),
  selectOldStandalones: (db) => retention.selectOldStandalones(db, "demo", NOW_MS, 10),
  deleteStandalones: (db) =>
    retention.deleteStandalones(db, [{ subject: CUSTOMER, kind: "history_link", about: "1" }]),
  selectRetentions: (db) => retention.selectRetentions(db, ["demo"]),
  selectLeastSwept: (db) => retention.selectLeastSwept(db),
  deleteRetentions: (db) => retention.deleteRetentions(db, ["demo"]),
  markSwept: (db) => retention.markSwept(db, "demo", NOW_MS),
  selectRetention: (db) => retention.selectRetention(db, "demo"),
  upsertRetention: (db) => retention.upsertRetention(db, "demo", { days: 30, after: null }),
  deleteShopWatches: (db) => retention.deleteShopWatches(db, "demo"),
  deleteShopSuppressions: (db) => retention.deleteShopSuppressions(db, "demo"),
  deleteShopStandalones: (db) => retention.deleteShopStandalones(db, "demo"),
  deleteSourceParked: (db) => retention.deleteSourceParked(db, "demo", "shopify"),
  deleteLedger: (db) => erasure.deleteLedger(db, ID),
  forgetWords: (db) => erasure.forgetWords(db, ID),
};

describe("query plans of the customer's pages", () => {
  test("every statement is tested here", () => {
    const made = [challenges, customers, erasure, erasures, requests, retention].flatMap((
      module,
    ) => Object.entries(module))
      .filter(([name, value]) => typeof value === "function" && !name.startsWith("read"))
      .map(([name]) => name);
    expect(Object.keys(STATEMENTS).sort()).toEqual(made.sort());
  });

  for (const [name, make] of Object.entries(STATEMENTS)) {
    test(`${name} scans no table`, async () => {
      // json_each walks the list that the statement was given, and a constant row is none of a table's.
      const scans = (await planOf(make)).filter((step) =>
        /\bSCAN\b/.test(step) && !/json_each|SCAN CONSTANT ROW/.test(step)
      );
      expect(scans).toEqual([]);
    });
  }
});

/** The plans of the very statements that `make` prepares, with the values they bind. */
async function planOf(make: Make): Promise<readonly string[]> {
  const explaining = { prepare: (sql: string) => env.DB.prepare(`explain query plan ${sql}`) } as D1Database;
  const made = [make(explaining)].flat() as readonly D1PreparedStatement[];
  const plans = await Promise.all(made.map((statement) => statement.all<{ detail: string }>()));
  return plans.flatMap(({ results }) => results.map(({ detail }) => detail));
}
