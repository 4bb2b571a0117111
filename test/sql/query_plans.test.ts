import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { StandaloneMail } from "../../src/messages/standalone.ts";
import * as channels from "../../src/sql/channels.ts";
import * as contradictions from "../../src/sql/contradictions.ts";
import * as errands from "../../src/sql/errands.ts";
import * as deadLetters from "../../src/sql/dead_letters.ts";
import * as helpdesk from "../../src/sql/helpdesk.ts";
import * as held from "../../src/sql/held_requests.ts";
import * as ignored from "../../src/sql/ignored.ts";
import * as ledger from "../../src/sql/ledger.ts";
import * as messages from "../../src/sql/messages.ts";
import * as moves from "../../src/sql/moves.ts";
import * as open_lines from "../../src/sql/open_lines.ts";
import * as terms from "../../src/sql/order_terms.ts";
import * as orders from "../../src/sql/orders.ts";
import * as outcomes from "../../src/sql/outcomes.ts";
import * as pictures from "../../src/sql/product_pictures.ts";
import * as parked from "../../src/sql/parked.ts";
import * as paces from "../../src/sql/paces.ts";
import * as connections from "../../src/sql/connections.ts";
import * as reaches from "../../src/sql/reaches.ts";
import * as reconciliations from "../../src/sql/reconciliations.ts";
import * as shops from "../../src/sql/shops.ts";
import * as stats from "../../src/sql/stats.ts";
import * as suppressions from "../../src/sql/suppressions.ts";
import * as unreachable from "../../src/sql/unreachable.ts";
import * as stock from "../../src/sql/stock.ts";
import * as watches from "../../src/sql/stock_watches.ts";
import { NOW, NOW_MS } from "../support/cast.ts";
import { openHouse, SENT } from "../support/house.ts";
import type { Order } from "../../src/orders/state.ts";

beforeAll(openHouse);

const MOVE: moves.Move = {
  shop_id: "demo",
  from_cell: 1,
  to_cell: 2,
  stage: "copying",
  since: NOW_MS,
  progress: null,
};
const KEY = { subject: "demo/standard/1", kind: "order_confirmation", about: "" } as const;
const EVENT = { seq: 1, source: "standard", webhook_id: "a", received_at: NOW_MS, events: [] };
const PARKED = { ...EVENT, names: ["demo/stripe/pi_1", "demo/~number/1"] };
const FOLDED = { to: "", fingerprints: [] };
const ROW = { id: "demo/standard/1", number: "#1", seq: 1, order: {} as Order, deadline_at: null };
const PLANNED = { kind: KEY.kind, about: "", due_at_ms: NOW_MS, against: null };
const NOTICE: StandaloneMail = {
  kind: "shop_alert",
  about: "1",
  due_at_ms: NOW_MS,
  valid_until_ms: null,
  to: { email: "help@kontor.example" },
  facts: { topic: "channel_down" },
};
const WAITING = {
  ...KEY,
  due_at: NOW_MS,
  shop_id: "demo",
  domain: "gmail.com",
  per_minute: 20,
  has_turn: false,
};
const LETTER = {
  id: "a",
  source: "shopify",
  topic: "orders/create",
  reason: "invalid",
  field: "id",
  rule: "must be given",
  got: "nothing",
  headers: "{}",
  bytes: 2,
  received_at: NOW_MS,
  last_at: NOW_MS,
  count: 1,
  tried_at: null,
};
const TERMS_OF = { shop_id: "demo", order_id: "demo/standard/1", placed_at: NOW };
const DAY = "2026-11-22";
const EMAIL = "ada@lovelace.example";
const REFUSED = { email: EMAIL, class: "care", reason: "unsubscribed", until: null } as const;
const CIRCUIT = { channel: "ses", failures: 3, open_until: NOW_MS, reason: "503" };
const LINES_OF = { shop_id: "demo", order_id: ROW.id, placed_at: NOW };
const LINE = {
  sku: "MILL",
  line_id: "1",
  placed_at: NOW,
  order_id: ROW.id,
  quantity: 1,
  sent: 0,
  sent_at: null,
  available: null,
  expected_on: null,
  allocated_at: null,
};
const LEVEL = {
  type: "stock.changed",
  sku: "MILL",
  at: NOW,
  available_quantity: 1,
  basis: "on_hand",
} as const;
const NAMES = JSON.stringify([{ item: "271", sku: "MILL", at: NOW }]);
const WORK = { due_at: NOW_MS, shop_id: "demo", sku: "MILL" };
const WATCH = { email: "ada@lovelace.example", product: { title: "Mill" }, asked_at: NOW };

const CONNECTION = {
  shop_id: "demo",
  source: "shopify",
  store: "kontor.myshopify.com",
  scopes: "read_orders",
  installed_at: NOW_MS,
  token_until: null,
  checked_at: null,
  due_at: NOW_MS,
  failures: 0,
};
const RECONCILIATION = {
  shop_id: "demo",
  source: "shopify",
  since: NOW,
  page: null,
  due_at: NOW_MS,
  failures: 0,
};

const SHORT_ANSWER = {
  to: { way: "telegram", address: "telegram:1" },
  words: "Yes",
  by_person: true,
  mail: null,
} as const;
const REACH = { address: "telegram:1", name: null, at_ms: NOW_MS, case_id: null };
const WAY_CODE = {
  digest: "d",
  id: "i",
  way: "telegram",
  customer: "demo/~customer/x",
  chosen: "{}",
  expires_at: NOW_MS,
} as const;

type Make = (db: D1Database) => D1PreparedStatement;

/** Every statement that sql/ can make. */
const STATEMENTS: Readonly<Record<string, Make>> = {
  selectLedgerRows: (db) => ledger.selectLedgerRows(db, ROW.id),
  selectLedgerRow: (db) => ledger.selectLedgerRow(db, KEY),
  selectOrder: (db) => orders.selectOrder(db, ROW.id),
  selectWebhooks: (db) => orders.selectWebhooks(db, PARKED.names, [{ fingerprint: "", position: "" }]),
  upsertPictures: (db) =>
    pictures.upsertPictures(db, "demo", "shopify", [{ item: "product/1", url: null, at: NOW }]),
  selectPictures: (db) => pictures.selectPictures(db, "demo", "shopify", ["product/1"]),
  selectParked: (db) => parked.selectParked(db, PARKED.names, [ROW.id]),
  parkChoices: (db) => parked.parkChoices(db, "demo/~customer/x", ROW.id, NOW, NOW_MS),
  selectStaleParked: (db) => parked.selectStaleParked(db, "demo", NOW_MS, 10),
  markAlertedIfChanged: (db) => parked.markAlertedIfChanged(db, [PARKED], NOW_MS),
  insertOrder: (db) => orders.insertOrder(db, ROW, FOLDED, NOW_MS),
  updateOrder: (db) => orders.updateOrder(db, ROW, FOLDED, NOW_MS, true),
  insertWebhook: (db) => orders.insertWebhook(db, ROW.id, EVENT),
  deleteWebhooks: (db) => orders.deleteWebhooks(db, ROW.id, [1, 2]),
  selectOrdersByTerm: (db) =>
    terms.selectOrdersByTerm(db, "demo", "~all", { placed_at: NOW, order_id: ROW.id }, 10),
  selectOrdersBetween: (db) =>
    terms.selectOrdersBetween(
      db,
      "demo",
      { term: "~due", terms: ["~country:DE"], order: "oldest" },
      { from: "", before: "2026-11-22" },
      null,
      10,
    ),
  selectDueCounts: (db) => terms.selectDueCounts(db, "demo", "2026-11-22", 10),
  selectTermsOf: (db) => terms.selectTermsOf(db, "demo", "~channel:", 10),
  selectOrdersOf: (db) => orders.selectOrdersOf(db, [ROW.id], 10),
  releaseHeld: (db) => messages.releaseHeld(db, ROW.id, NOW_MS),
  insertOrderTerms: (db) => terms.insertOrderTerms(db, TERMS_OF, ["~all"]),
  deleteOrderTerms: (db) => terms.deleteOrderTerms(db, TERMS_OF, ["~all"]),
  selectRef: (db) => orders.selectRef(db, "~thread/a"),
  selectNumbers: (db) => orders.selectNumbers(db, [ROW.id]),
  selectShopOfMailbox: (db) => shops.selectShopOfMailbox(db, "help@kontor.example"),
  selectLedgerRowsOf: (db) => ledger.selectLedgerRowsOf(db, "demo/~conversation/1"),
  insertRefs: (db) => orders.insertRefs(db, PARKED.names, ROW.id),
  insertParked: (db) => parked.insertParked(db, PARKED),
  deleteParked: (db) => parked.deleteParked(db, PARKED),
  upsertMessages: (db) => messages.upsertMessages(db, ROW.id, [PLANNED], NOW_MS),
  moveDeadline: (db) => orders.moveDeadline(db, ROW),
  selectReached: (db) => orders.selectReached(db, "demo", NOW_MS, 10),
  selectLedger: (db) => messages.selectLedger(db, ROW.id),
  selectReach: (db) => reaches.selectReach(db, "demo", "telegram:1"),
  selectReachesOfOrder: (db) => reaches.selectReachesOfOrder(db, "demo", ROW.id),
  selectReachOfAnswer: (db) => reaches.selectReachOfAnswer(db, "demo", KEY),
  selectReachesOf: (db) => reaches.selectReachesOf(db, "demo/~customer/x"),
  upsertReachOwner: (db) => reaches.upsertReachOwner(db, "demo", "telegram:1", "demo/~customer/x"),
  upsertHeard: (db) => reaches.upsertHeard(db, "demo", REACH),
  copyReach: (db) => reaches.copyReach(db, "demo", "telegram:1", "telegram:2"),
  deleteReachesOf: (db) => reaches.deleteReachesOf(db, "demo/~customer/x"),
  deleteReach: (db) => reaches.deleteReach(db, "demo", "telegram:1"),
  insertWayCode: (db) => reaches.insertWayCode(db, "demo", WAY_CODE),
  selectWayCodesOf: (db) => reaches.selectWayCodesOf(db, "demo/~customer/x", NOW_MS),
  takeWayCode: (db) => reaches.takeWayCode(db, "demo", "d", "telegram", NOW_MS),
  deleteWayCodes: (db) => reaches.deleteWayCodes(db, "demo/~customer/x", null),
  deleteOldWayCodes: (db) => reaches.deleteOldWayCodes(db, "demo", NOW_MS, 10),
  deleteOldReaches: (db) => reaches.deleteOldReaches(db, "demo", NOW_MS, 10),
  selectHelpdeskThread: (db) => helpdesk.selectHelpdeskThread(db, "demo", "c1"),
  selectHelpdeskCase: (db) => helpdesk.selectHelpdeskCase(db, "demo", "42"),
  deleteHelpdeskThread: (db) => helpdesk.deleteHelpdeskThread(db, "demo", "c1"),
  deleteHelpdeskThreads: (db) => helpdesk.deleteHelpdeskThreads(db, "demo"),
  upsertHelpdeskThread: (db) =>
    helpdesk.upsertHelpdeskThread(db, "demo", { case_id: "c1", conversation_id: "42", at: 1, entry_id: "e" }),
  insertShortAnswer: (db) =>
    messages.insertShortAnswer(db, { ...KEY, kind: "support_short" }, SHORT_ANSWER, NOW_MS),
  insertMailInstead: (db) =>
    messages.insertMailInstead(
      db,
      { key: { ...KEY, kind: "support_reply" }, facts: {}, valid_until: null },
      NOW_MS,
    ),
  insertAgain: (db) => messages.insertAgain(db, KEY, { again: true }, NOW_MS),
  insertStandalone: (db) => messages.insertStandalone(db, "demo/~shop/", NOTICE, NOW_MS),
  withdrawStandalones: (db) =>
    messages.withdrawStandalones(db, "demo/~shop/", "shop_alert", "overtaken", NOW_MS),
  claimMessage: (db) => messages.claimMessage(db, KEY, NOW_MS, NOW_MS),
  saveOutcome: (db) => messages.saveOutcome(db, KEY, 1, SENT, NOW_MS),
  selectHolder: (db) => messages.selectHolder(db, KEY),
  selectHeld: (db) => messages.selectHeld(db, KEY, 1),
  selectUrgent: (db) => messages.selectUrgent(db, "demo", NOW_MS, 10),
  selectWaiting: (db) => paces.selectWaiting(db, "demo", 20, NOW_MS, 10),
  selectTurns: (db) => paces.selectTurns(db, [WAITING]),
  upsertTurns: (db) => paces.upsertTurns(db, [{ shop_id: "demo", domain: "gmail.com", free_at: NOW_MS }]),
  postpone: (db) => paces.postpone(db, [{ key: KEY, due_at_ms: NOW_MS, reason: "paced" }], NOW_MS),
  selectCircuits: (db) => channels.selectCircuits(db, "demo"),
  upsertCircuit: (db) => channels.upsertCircuit(db, "demo", CIRCUIT),
  deleteCircuit: (db) => channels.deleteCircuit(db, "demo", "ses"),
  selectSentToday: (db) => channels.selectSentToday(db, "demo", ["ses"], DAY),
  countSent: (db) => channels.countSent(db, "demo", "ses", DAY),
  selectCountedDay: (db) => stats.selectCountedDay(db, "demo", DAY),
  countDay: (db) => stats.countDay(db, "demo", DAY, KEY.kind, "sent"),
  countSentMail: (db) => stats.countSentMail(db, "demo", DAY, KEY.kind, 12),
  selectCountedDays: (db) => stats.selectCountedDays(db, "demo", DAY),
  selectOpenKinds: (db) => stats.selectOpenKinds(db, "demo", NOW_MS, 10),
  countDayIfChanged: (db) => stats.countDayIfChanged(db, "demo", DAY, KEY.kind, "delivered"),
  markDelivered: (db) => outcomes.markDelivered(db, KEY, NOW_MS, NOW_MS),
  markBounced: (db) => outcomes.markBounced(db, KEY, "hard", NOW_MS, NOW_MS),
  markUndelivered: (db) => outcomes.markUndelivered(db, KEY, "code 1", NOW_MS, NOW_MS),
  markComplained: (db) => outcomes.markComplained(db, KEY, NOW_MS, NOW_MS),
  selectSending: (db) => outcomes.selectSending(db, [KEY], NOW_MS),
  selectErased: (db) => outcomes.selectErased(db, [KEY.subject], ["demo/~customer/1"]),
  selectProviderToken: (db) => outcomes.selectProviderToken(db, "mailgun", "t"),
  markOpened: (db) => outcomes.markOpened(db, KEY, "opened", NOW_MS),
  insertProviderRef: (db) => outcomes.insertProviderRef(db, "mailchannels", "1", "key", NOW_MS),
  selectProviderRefs: (db) => outcomes.selectProviderRefs(db, "mailchannels", ["1"]),
  insertProviderToken: (db) => outcomes.insertProviderToken(db, "mailgun", "1", NOW_MS),
  oweAgain: (db) => outcomes.oweAgain(db, KEY, NOW_MS),
  selectDayTotals: (db) => stats.selectDayTotals(db, "demo", DAY),
  selectRecentTotals: (db) => stats.selectRecentTotals(db, ["demo"], DAY),
  countShopsByCell: (db) => shops.countShopsByCell(db),
  countHomes: (db) => shops.countHomes(db),
  countOrders: (db) => shops.countOrders(db),
  insertMove: (db) => moves.insertMove(db, "demo", 2, NOW_MS),
  selectMoves: (db) => moves.selectMoves(db, 10),
  selectMove: (db) => moves.selectMove(db, "demo"),
  updateMove: (db) => moves.updateMove(db, MOVE, { ...MOVE, stage: "left" }),
  deleteMove: (db) => moves.deleteMove(db, "demo"),
  updateCell: (db) => moves.updateCell(db, "demo", 2),
  selectShopIds: (db) => shops.selectShopIds(db, "", 10),
  selectSettings: (db) => shops.selectSettings(db, ["demo"]),
  selectDueShops: (db) => errands.selectDueShops(db, NOW_MS, 10),
  selectOldestDue: (db) => errands.selectOldestDue(db, NOW_MS),
  selectErrand: (db) => errands.selectErrand(db, "demo"),
  upsertErrand: (db) => errands.upsertErrand(db, "demo", { until: NOW_MS, woken: {} }),
  upsertErrands: (db) => errands.upsertErrands(db, ["demo"], NOW_MS),
  deleteErrands: (db) => errands.deleteErrands(db, ["demo"]),
  selectSweep: (db) => errands.selectSweep(db, "round"),
  upsertSweep: (db) => errands.upsertSweep(db, "round", { begun_at: NOW_MS, after: "demo" }),
  deleteSweep: (db) => errands.deleteSweep(db, "round"),
  selectShops: (db) => shops.selectShops(db, "", 10),
  selectWrong: (db) => ledger.selectWrong(db, "demo", "failed", KEY, 10),
  selectParkedPage: (db) => parked.selectParkedPage(db, "demo", [], 10),
  selectOrderSuppressions: (db) => suppressions.selectOrderSuppressions(db, "demo", ROW.id),
  selectSuppressionsOf: (db) => suppressions.selectSuppressionsOf(db, "demo", [EMAIL]),
  selectShortSuppressions: (db) => suppressions.selectShortSuppressions(db, "demo", ROW.id),
  selectStandaloneSuppressions: (db) => suppressions.selectStandaloneSuppressions(db, "demo", KEY),
  selectSuppressions: (db) => suppressions.selectSuppressions(db, "demo", EMAIL),
  selectSuppressionPage: (db) => suppressions.selectSuppressionPage(db, "demo", { address: "", class: "" }),
  upsertSuppression: (db) => suppressions.upsertSuppression(db, "demo", REFUSED, NOW_MS),
  upsertSuppressions: (db) => suppressions.upsertSuppressions(db, "demo", [REFUSED, REFUSED], NOW_MS),
  countSoftBounceIfChanged: (db) =>
    suppressions.countSoftBounceIfChanged(db, "demo", EMAIL, 5, NOW_MS, NOW_MS),
  forgetSoftBounces: (db) => suppressions.forgetSoftBounces(db, "demo", EMAIL),
  deleteSuppression: (db) => suppressions.deleteSuppression(db, "demo", EMAIL, "care"),
  hideSuppressions: (db) => suppressions.hideSuppressions(db, "demo", EMAIL, "demo/~customer/x"),
  wakeSuppressions: (db) => suppressions.wakeSuppressions(db, "demo", "demo/~customer/x", EMAIL),
  deleteUnsubscribed: (db) => suppressions.deleteUnsubscribed(db, "demo", EMAIL),
  deleteSuppressions: (db) => suppressions.deleteSuppressions(db, "demo", EMAIL),
  selectOrdersAfter: (db) => orders.selectOrdersAfter(db, "demo", "", 10),
  selectOrderOfOthers: (db) => orders.selectOrderOfOthers(db, "demo", "shopify"),
  selectUnplanned: (db) => orders.selectUnplanned(db, "demo", "", 10),
  upsertOpenLines: (db) => open_lines.upsertOpenLines(db, LINES_OF, [LINE]),
  deleteClosedLines: (db) => open_lines.deleteClosedLines(db, LINES_OF, [LINE]),
  workForScarce: (db) => open_lines.workForScarce(db, "demo", ["MILL"], NOW_MS),
  selectOpenLines: (db) => open_lines.selectOpenLines(db, "demo", "MILL", NOW),
  purgeOpenLines: (db) => open_lines.purgeOpenLines(db, "demo", "MILL", NOW),
  deleteUnmoved: (db) => open_lines.deleteUnmoved(db, "demo", "MILL", [LINE]),
  upsertLevels: (db) => stock.upsertLevels(db, "demo", [LEVEL]),
  workForLevels: (db) => stock.workForLevels(db, "demo", [LEVEL], NOW_MS),
  workForNames: (db) => stock.workForNames(db, "demo", NAMES, NOW_MS),
  moveLevels: (db) => stock.moveLevels(db, "demo", NAMES),
  upsertItems: (db) => stock.upsertItems(db, "demo", NAMES),
  selectCounts: (db) => stock.selectCounts(db, "demo", "MILL"),
  selectWork: (db) => stock.selectWork(db, "demo", NOW_MS, 10),
  deleteShopWork: (db) => stock.deleteShopWork(db, "demo"),
  insertWork: (db) => stock.insertWork(db, WORK),
  deleteWork: (db) => stock.deleteWork(db, WORK),
  insertWatch: (db) => watches.insertWatch(db, "demo", "MILL", "demo/~customer/x", WATCH),
  workForWatch: (db) => watches.workForWatch(db, "demo", "MILL", NOW_MS),
  selectWatches: (db) => watches.selectWatches(db, "demo", "MILL", 10),
  deleteWatch: (db) => watches.deleteWatch(db, "demo", "MILL", WATCH.email),
  deleteWatchesOf: (db) => watches.deleteWatchesOf(db, "demo", WATCH.email),
  selectNotified: (db) => watches.selectNotified(db, "demo", "MILL"),
  insertNotified: (db) => watches.insertNotified(db, "demo", "MILL", 1),
  deleteNotified: (db) => watches.deleteNotified(db, "demo", "MILL"),
  sealMessages: (db) => messages.sealMessages(db, ROW.id),
  upsertReconciliation: (db) =>
    reconciliations.upsertReconciliation(db, { ...RECONCILIATION, since: null, first_since: NOW }),
  selectDueReconciliations: (db) => reconciliations.selectDueReconciliations(db, NOW_MS, 10),
  selectReconciliation: (db) => reconciliations.selectReconciliation(db, "demo", "shopify"),
  updateReconciliation: (db) => reconciliations.updateReconciliation(db, RECONCILIATION),
  deleteReconciliation: (db) => reconciliations.deleteReconciliation(db, "demo", "shopify"),
  selectConnection: (db) => connections.selectConnection(db, "demo", "shopify"),
  selectDueConnections: (db) => connections.selectDueConnections(db, NOW_MS, 10),
  upsertConnection: (db) => connections.upsertConnection(db, CONNECTION),
  updateChecked: (db) => connections.updateChecked(db, CONNECTION),
  updateTokenUntil: (db) => connections.updateTokenUntil(db, CONNECTION, NOW_MS),
  deleteConnection: (db) => connections.deleteConnection(db, CONNECTION),
  upsertContradiction: (db) =>
    contradictions.upsertContradiction(db, "demo", {
      order_id: ROW.id,
      about: "total",
      source: "standard",
      webhook_id: "a",
      received_at: NOW_MS,
      currency: "EUR",
      stated_minor: 100,
      parts_minor: 90,
    }),
  deleteContradictions: (db) => contradictions.deleteContradictions(db, ROW.id, ["total"]),
  selectContradictions: (db) => contradictions.selectContradictions(db, "demo"),
  deleteSourceContradictions: (db) => contradictions.deleteSourceContradictions(db, "demo", "shopify"),
  upsertDeadLetter: (db) => deadLetters.upsertDeadLetter(db, "demo", LETTER),
  markTried: (db) => deadLetters.markTried(db, "demo", "a", LETTER, NOW_MS),
  selectDeadLetters: (db) => deadLetters.selectDeadLetters(db, "demo", null, 10),
  selectDeadLetter: (db) => deadLetters.selectDeadLetter(db, "demo", "a"),
  deleteDeadLetters: (db) => deadLetters.deleteDeadLetters(db, "demo", ["a"]),
  selectOldDeadLetters: (db) => deadLetters.selectOldDeadLetters(db, NOW_MS, 10),
  selectOldDeadLettersOf: (db) => deadLetters.selectOldDeadLettersOf(db, "demo", NOW_MS, 10),
  selectLetterDepth: (db) => deadLetters.selectLetterDepth(db, 10),
  countRefusal: (db) => deadLetters.countRefusal(db, "demo", "2026-11-22", LETTER),
  selectRefusals: (db) => deadLetters.selectRefusals(db, "demo", "2026-11-22"),
  selectWebhookCounts: (db) => deadLetters.selectWebhookCounts(db, "demo", NOW_MS),
  deleteOldRefusals: (db) => deadLetters.deleteOldRefusals(db, "demo", "2026-11-22"),
  insertHeldRequest: (db) =>
    held.insertHeldRequest(db, { shop_id: "demo", source: "shopify", asked_at: NOW_MS, due_at: NOW_MS }),
  selectHeldRequests: (db) => held.selectHeldRequests(db, "demo"),
  selectDueHeldRequests: (db) => held.selectDueHeldRequests(db, NOW_MS, 10),
  settleHeldRequest: (db) => held.settleHeldRequest(db, "demo", "shopify", NOW_MS, "stopped", NOW_MS),
  countIgnored: (db) => ignored.countIgnored(db, "demo", "stripe", "customer.created", NOW_MS),
  selectIgnored: (db) => ignored.selectIgnored(db, "demo"),
  selectIgnoredPage: (db) => ignored.selectIgnoredPage(db, "demo", { source: "a", topic: "b" }, 10),
  selectShop: (db) => shops.selectShop(db, "demo"),
  selectShopPage: (db) => shops.selectShopPage(db, "", 10),
  selectLearnt: (db) => shops.selectLearnt(db, "demo"),
  updateLearnt: (db) => shops.updateLearnt(db, "demo", "{}"),
  updateSettings: (db) => shops.updateSettings(db, "demo", "{}"),
  updateTrials: (db) => shops.updateTrials(db, "demo", null),
  selectNamed: (db) => orders.selectNamed(db, ["demo/~number/1", KEY.subject]),
  upsertUnreachable: (db) =>
    unreachable.upsertUnreachable(db, "demo", { order_id: ROW.id, since: NOW_MS, reason: "no_address" }),
  deleteUnreachable: (db) => unreachable.deleteUnreachable(db, "demo", ROW.id),
  dismissUnreachable: (db) => unreachable.dismissUnreachable(db, "demo", ROW.id, NOW_MS),
  selectUnreachable: (db) => unreachable.selectUnreachable(db, "demo", null, 10),
  replaceSettings: (db) => shops.replaceSettings(db, "demo", { before: "{}", after: "{}" }),
  replaceSecrets: (db) => shops.replaceSecrets(db, "demo", { before: "", after: "a" }),
  upsertShop: (db) => shops.upsertShop(db, { id: "demo", settings: "{}", secrets: "" }),
};

describe("query plans", () => {
  test("every statement of sql/ is tested here", () => {
    const made = [
      channels,
      contradictions,
      errands,
      deadLetters,
      held,
      ignored,
      ledger,
      messages,
      moves,
      open_lines,
      orders,
      terms,
      outcomes,
      reaches,
      helpdesk,
      paces,
      parked,
      pictures,
      connections,
      reconciliations,
      shops,
      stats,
      stock,
      suppressions,
      unreachable,
      watches,
    ].flatMap((module) => Object.entries(module))
      // `keepOpenLines` and `nameItems` are made of the others; what reads a row or asks one is no statement.
      .filter(([name, value]) =>
        typeof value === "function" &&
        !/^(read|keepOpenLines|nameItems|isArchived|storedOrder|writeLine|withArchived)/.test(name)
      )
      .map(([name]) => name);
    expect(Object.keys(STATEMENTS).sort()).toEqual(made.sort());
  });

  for (const [name, make] of Object.entries(STATEMENTS)) {
    test(`${name} scans no table`, async () => {
      const steps = await planOf(make);
      // json_each walks the list that the statement was given, and a constant row is none of a table's.
      // A step of a recursion, and the shops that it found, are as many as shops with open work; `oldest` and subqueries are bounded.
      const own =
        /json_each|SCAN CONSTANT ROW|SCAN (?:orders|messages|stock)_shops|SCAN oldest|SCAN terms$|SCAN \(subquery-\d+\)/;
      expect(steps.filter((step) => /\bSCAN\b/.test(step) && !own.test(step))).toEqual([]);
      // All rows that a shop has of its stock are as many as those of a table.
      const stock = /\b(?:stock\w*|open_lines)\b.*\(shop_id=\?\)/;
      const is_of_shop = name === "deleteShopWork"; // Of a shop that is gone, all rows.
      expect(is_of_shop ? [] : steps.filter((step) => stock.test(step))).toEqual([]);
    });
  }

  test("a table scan would be noticed", async () => {
    expect(await planOf((db) => db.prepare("select * from orders where number = ?1").bind("#1"))).toEqual([
      "SCAN orders",
    ]);
  });
});

/** The plan of the very statement that `make` prepares, with the values it binds. */
async function planOf(make: Make): Promise<readonly string[]> {
  const explaining = { prepare: (sql: string) => env.DB.prepare(`explain query plan ${sql}`) } as D1Database;
  const { results } = await make(explaining).all<{ detail: string }>();
  return results.map(({ detail }) => detail);
}
