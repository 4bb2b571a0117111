/**
 * Says which matters an order's news opens, moves on or ends: goods that ran out, a return, a cancellation, an address
 * that takes no mail. Pure; a customer's own words open their case elsewhere.
 */
import { accountOf } from "../orders/account/account.ts";
import { formatMinor } from "../orders/money.ts";
import { missingPieces } from "../orders/plan/order.ts";
import { obstacleOf } from "../orders/unreached.ts";
import type { Order } from "../orders/state.ts";
import type { CaseKind } from "./case.ts";

/** Who acts next on a matter, and after how many working hours or days it is their turn no more. */
export type Turn =
  /** `by`: when it must be done, where that is known. */
  | { readonly next: "shop"; readonly by?: string | undefined }
  | { readonly next: "customer"; readonly days: number };

export type Matter =
  | {
    readonly type: "opened";
    readonly kind: CaseKind;
    /** Distinguishes matters of one kind about one order. */
    readonly key: string;
    /** Distinguishes the times at which it came up. */
    readonly at: string;
    readonly act: string;
    readonly topic: string;
    readonly turn: Turn;
  }
  | {
    readonly type: "moved";
    readonly kind: CaseKind;
    readonly act: string;
    readonly turn: Turn;
  }
  | {
    readonly type: "ended";
    readonly kind: CaseKind;
    readonly act: string;
    /** True where what the customer asked for has come about: their words need no other answer. */
    readonly answers: boolean;
  };

/** Days that a customer has to say what they want in the place of goods that ran out. */
const CHOOSE_DAYS = 3;
/** Days within which an approved return is to be sent. */
const SEND_WITHIN_DAYS = 14;

/**
 * Compares the order before and after its news. `by_us`: the news is Waybill's own record of what a page or the desk
 * did, which opens and moves its cases itself.
 */
export function mattersOf(
  before: Order | null,
  after: Order,
  { by_us }: { readonly by_us: boolean },
): readonly Matter[] {
  if (after.erased_at !== undefined) return [];
  return [
    ...shortageOf(before, after),
    ...(by_us ? [] : [...returnsOf(before, after), ...cancelledReturns(before, after)]),
    ...cancellationOf(before, after),
    ...disputesOf(before, after),
    ...reachOf(before, after),
  ];
}

/** What was out of stock when it was ordered, the customer knew: only what ran out since makes them choose. */
function shortageOf(before: Order | null, after: Order): readonly Matter[] {
  if (before === null) return [];
  const was = missingOf(before);
  const is = missingOf(after);
  const fresh = is.filter(({ line }) => !was.some((one) => one.line.id === line.id));
  if (fresh.length > 0) {
    return [{
      type: "opened",
      kind: "shortage",
      key: "",
      at: after.stock_changed_at ?? fresh.map(({ line }) => line.id).join(" "),
      act: "short",
      topic: is.map(({ line, quantity }) => `${quantity} × ${line.title}`).join(", "),
      turn: { next: "customer", days: CHOOSE_DAYS },
    }];
  }
  if (was.length > 0 && is.length === 0) {
    const act = after.cancelled === undefined ? "short_over" : "order_cancelled";
    return [{ type: "ended", kind: "shortage", act, answers: false }];
  }
  const chose = after.delay_answers.length > before.delay_answers.length &&
    after.delay_answers.at(-1)?.answer === "accepted";
  return is.length > 0 && chose
    ? [{ type: "ended", kind: "shortage", act: "short_accepted", answers: false }]
    : [];
}

function missingOf(order: Order): ReturnType<typeof missingPieces> {
  return order.cancelled === undefined ? missingPieces(order) : [];
}

function returnsOf(before: Order | null, after: Order): readonly Matter[] {
  return after.returns.flatMap(({ id, status, at, lines }): readonly Matter[] => {
    const was = before?.returns.find((one) => one.id === id)?.status;
    if (was === status) return [];
    switch (status) {
      case "requested":
        return [{
          type: "opened",
          kind: "return",
          key: id,
          at,
          act: "return_requested",
          topic: lines.map(({ line_id, quantity }) => `${quantity} × ${titleOf(after, line_id)}`).join(", "),
          turn: { next: "shop" },
        }];
      case "approved":
        return [{
          type: "moved",
          kind: "return",
          act: "return_approve",
          turn: { next: "customer", days: SEND_WITHIN_DAYS },
        }];
      case "declined":
        return [{ type: "ended", kind: "return", act: "return_decline", answers: true }];
      case "received":
        return [{ type: "ended", kind: "return", act: "return_received", answers: true }];
    }
  });
}

function cancelledReturns(before: Order | null, after: Order): readonly Matter[] {
  const is_gone = before?.returns.some(({ id, status }) =>
    (status === "requested" || status === "approved") && !after.returns.some((one) => one.id === id)
  );
  return is_gone === true ? [{ type: "ended", kind: "return", act: "return_cancelled", answers: true }] : [];
}

function titleOf({ details }: Order, line_id: string): string {
  return details.lines.find(({ id }) => id === line_id)?.title ?? line_id;
}

function cancellationOf(before: Order | null, after: Order): readonly Matter[] {
  return before !== null && before.cancelled === undefined && after.cancelled !== undefined
    ? [{ type: "ended", kind: "cancellation", act: "order_cancelled", answers: true }]
    : [];
}

/** A case ends once no dispute of the order is open any more. */
function disputesOf(before: Order | null, after: Order): readonly Matter[] {
  const was = before === null ? [] : accountOf(before).disputes;
  const is = accountOf(after).disputes;
  const { currency } = after.details;
  const opened = is.filter(({ id, outcome }) => outcome === "opened" && !was.some((one) => one.id === id))
    .map(({ id, at, amount_minor, reason, answer_by }): Matter => ({
      type: "opened",
      kind: "dispute",
      key: id,
      at,
      act: "dispute_opened",
      topic: [formatMinor(amount_minor, currency, "en"), reason?.replaceAll("_", " ").toLowerCase()]
        .filter((part) => part !== undefined).join(": "),
      turn: { next: "shop", by: answer_by },
    }));
  const open = is.some(({ outcome }) => outcome === "opened");
  const decided = is.find(({ id, outcome }) =>
    outcome !== "opened" && was.some((one) => one.id === id && one.outcome === "opened")
  );
  return open || decided === undefined
    ? opened
    : [{ type: "ended", kind: "dispute", act: `dispute_${decided.outcome}`, answers: true }];
}

function reachOf(before: Order | null, after: Order): readonly Matter[] {
  return before !== null && obstacleOf(before) === "bounced" && obstacleOf(after) === null
    ? [{ type: "ended", kind: "bounce", act: "reachable_again", answers: false }]
    : [];
}
