/** Decides a return that a customer asked for, and notes that it arrived; the order's own mails tell the customer. */
import type { Case } from "../../cases/case.ts";
import type { OrderEvent } from "../../orders/event.ts";
import type { Order, OrderReturn } from "../../orders/state.ts";
import { splitOrderId } from "../../orders/order_id.ts";
import { err, ok, type Result } from "../../result.ts";
import { insertEntry, readCases, selectCasesOfOrder, updateCase } from "../../sql/cases.ts";
import { readOrder, selectOrder } from "../../sql/orders.ts";
import type { ReturnLabel } from "../../orders/return_label.ts";
import { openOrder } from "../archive/open_order.ts";
import { recordOnPage } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";
import { keepLabel, type UploadedLabel } from "./keep_label.ts";
import { decideAtStorefront, type StorefrontPorts } from "./decide_at_storefront.ts";
import { recordOpenness } from "./answer_case.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";
import { labelFor, type LabelPorts } from "./return_label.ts";

export const RETURN_DECISIONS = ["approve", "decline", "received"] as const;
export type ReturnDecision = (typeof RETURN_DECISIONS)[number];

export interface ReturnDecided {
  readonly order_id: string;
  readonly return_id: string;
  /** Idempotency key: the same id is one decision. */
  readonly id: string;
  readonly person: string;
  readonly decision: ReturnDecision;
  /** Why it is declined, for the customer. */
  readonly reason?: string | undefined;
  /** What the shop says of a label that it made itself, for an approval. */
  readonly label?: ReturnLabel | undefined;
  /** A label that the shop uploads, for an approval. */
  readonly uploaded?: UploadedLabel | undefined;
}

/** `refused`, `silent`: what the storefront said that knows the return; then nothing is decided. */
export type ReturnRefusal = "unknown" | "not_now" | "refused" | "silent";

const DAY_MS = 86_400_000;
/** Days within which an approved return is to be sent. */
const SEND_WITHIN_DAYS = 14;
/** From which state each decision leads on. */
const FROM = { approve: "requested", decline: "requested", received: "approved" } as const;

/** Returns the returns of an order that can be decided so now. */
export function decidable({ returns }: Order, decision: ReturnDecision): readonly OrderReturn[] {
  return returns.filter(({ status }) => status === FROM[decision]);
}

export async function decideReturn(
  ports: LabelPorts & StorefrontPorts,
  shop: Shop,
  { order_id, return_id, id, person, decision, reason, label: own_label, uploaded }: ReturnDecided,
  now_ms: number,
): Promise<Result<null, ReturnRefusal>> {
  if (splitOrderId(order_id).shop_id !== shop.id) return err("unknown", "There is no such return");
  const [selected, listed] = await ports.db.batch([
    selectOrder(ports.db, order_id),
    selectCasesOfOrder(ports.db, order_id),
  ]);
  const row = await openOrder(ports, readOrder(selected!));
  const found = row?.order.returns.find((one) => one.id === return_id);
  if (row === null || found === undefined) return err("unknown", "There is no such return");
  if (found.status !== FROM[decision]) return err("not_now", "The return is in another state");
  const there = decision === "received"
    ? null
    : await decideAtStorefront(ports, shop, { order_id, return_id, decision, reason }, now_ms);
  if (there !== null && !there.ok) return there;
  const at = new Date(now_ms).toISOString();
  const { lines, steps } = found;
  const label = decision !== "approve"
    ? found
    : own_label !== undefined
    ? own_label
    : found.label_url !== undefined || uploaded !== undefined
    ? found
    : await labelFor(ports, shop, row, return_id, now_ms) ?? {};
  const described = { id: return_id, lines, steps, ...labelParts(label) };
  const send_by = new Date(now_ms + SEND_WITHIN_DAYS * DAY_MS).toISOString().slice(0, 10);
  const event: OrderEvent = decision === "approve"
    ? { type: "return.approved", at, return: { ...described, send_by } }
    : decision === "decline"
    ? { type: "return.declined", at, return: described, reason }
    : { type: "return.received", at, return: described };
  const events = decision === "approve" && uploaded !== undefined
    ? [event, await keepLabel(ports, row.id, found, id, uploaded, now_ms)]
    : [event];
  await recordOnPage(ports, shop, row, `return-${decision}-${id}`, events, now_ms);
  const about = openReturnCase(readCases(listed!));
  if (about === undefined) return ok(null);
  const solves = decision !== "approve";
  const change = solves
    ? { state: "solved", next: "nobody", due_at: null } as const
    : { next: "customer", due_at: now_ms + SEND_WITHIN_DAYS * DAY_MS } as const;
  await ports.db.batch([
    ...tellPrograms(ports.db, shop, [
      caseHappened("case.decided", about, id, `return_${decision}`),
      ...(solves ? [caseHappened("case.solved", about, id)] : []),
    ], now_ms),
    updateCase(ports.db, shop.id, about.id, change, now_ms),
    insertEntry(ports.db, shop.id, about.id, {
      id,
      type: "act",
      author: "shop",
      person,
      words: reason ?? "",
      detail: { act: `return_${decision}` },
    }, now_ms),
  ]);
  if (solves) {
    await recordOpenness(ports, shop, { case: about, order: row }, "closed", now_ms);
  }
  return ok(null);
}

/** Returns the case about the returns of an order, the open one first; null where there is none. */
export async function caseOfReturns(db: D1Database, shop: Pick<Shop, "id">, order_id: string) {
  if (splitOrderId(order_id).shop_id !== shop.id) return null;
  const cases = readCases(await selectCasesOfOrder(db, order_id).all());
  return openReturnCase(cases) ?? cases.find(({ kind, state }) => kind === "return" && state !== "merged") ??
    null;
}

function openReturnCase(cases: readonly Case[]): Case | undefined {
  return cases.find(({ kind, state }) => kind === "return" && state === "open");
}

function labelParts({ label_url, qr_url, tracking, drop_off, label_until }: ReturnLabel): ReturnLabel {
  const parts = { label_url, qr_url, tracking, drop_off, label_until };
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined));
}
