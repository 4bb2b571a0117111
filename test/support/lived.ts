/**
 * One order's life with a clock: events come, mails leave as they fall due, each with its words and with the page of that moment.
 * It stands in for the river where only the words matter: nothing is stored, no channel fails.
 */
import { render } from "../../src/mail/content/render.ts";
import { mailView } from "../../src/mail/content/mail_content.ts";
import type { LedgerEntry } from "../../src/messages/ledger.ts";
import { isSmsKind, type OrderKind } from "../../src/messages/message.ts";
import type { OrderEvent } from "../../src/orders/event.ts";
import { fold } from "../../src/orders/fold/fold.ts";
import { nextDeadline } from "../../src/orders/plan/deadline.ts";
import { factsShownBy, factsShownSoFar } from "../../src/orders/plan/facts_shown.ts";
import { planMessages } from "../../src/orders/plan/plan.ts";
import type { PlanInput } from "../../src/orders/plan/plan_input.ts";
import { aboutAtFirst } from "../../src/orders/reachable.ts";
import type { ShopSettings } from "../../src/orders/shop.ts";
import type { Order } from "../../src/orders/state.ts";
import type { OrderPageView } from "../../templates/page_view.ts";
import { pageOf } from "../mail/views.ts";
import { SHOP } from "./cast.ts";

/** What becomes known at one moment. */
export interface Step {
  readonly at_ms: number;
  readonly events: readonly OrderEvent[];
}

/** One mail that left. */
export interface Left {
  readonly kind: OrderKind;
  readonly about: string;
  readonly at_ms: number;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** True where the mail speaks in the words of the order's situation. */
  readonly is_news: boolean;
  /** As it was when the mail left. */
  readonly order: Order;
  readonly page: OrderPageView;
  /** What the mails before it said. */
  readonly ledger: readonly LedgerEntry[];
}

/** The page of one moment. */
export interface Shown {
  readonly at_ms: number;
  readonly order: Order;
  readonly page: OrderPageView;
  /** What the mails had said by then. */
  readonly ledger: readonly LedgerEntry[];
}

export interface Life {
  readonly mails: readonly Left[];
  /** After the last step, `null` while no event brought the order itself. */
  readonly order: Order | null;
  readonly ledger: readonly LedgerEntry[];
  readonly now_ms: number;
  /** The page after each step, and after each moment at which a mail left. */
  readonly pages: readonly Shown[];
}

/** Bounds a life that would never come to rest; the longest one of the tests takes a few dozen. */
const WAKES_MAX = 500;
const PAGE_URL = "https://waybill.test/o/token";

/** The life up to `until_ms`, in `shop`. Throws where a mail cannot be written. */
export function lived(steps: readonly Step[], until_ms: number, shop: ShopSettings = SHOP): Life {
  const coming = steps.toSorted((a, b) => a.at_ms - b.at_ms);
  const known: OrderEvent[] = [];
  const mails: Left[] = [];
  const ledger: LedgerEntry[] = [];
  const pages: Shown[] = [];
  let now_ms = coming[0]?.at_ms ?? until_ms;
  let order: Order | null = null;
  for (let wake = 0; wake < WAKES_MAX; wake++) {
    while (coming[0] !== undefined && coming[0].at_ms <= now_ms) known.push(...coming.shift()!.events);
    order = fold(known);
    const next = order === null ? [] : [...sendDue({ order, shop, ledger, now_ms }, mails)];
    if (order !== null) {
      pages.push({ at_ms: now_ms, order, page: pageAt(order, shop, ledger, now_ms), ledger: [...ledger] });
    }
    const later = [...next, ...coming.slice(0, 1).map(({ at_ms }) => at_ms)].filter((at_ms) =>
      at_ms > now_ms
    );
    if (later.length === 0 || Math.min(...later) > until_ms) break;
    now_ms = Math.min(...later);
  }
  return { mails, order, ledger, now_ms, pages };
}

/** Sends what is due, one after the other, each judged anew; returns when something may next fall due. */
function sendDue(input: PlanInput & { readonly ledger: LedgerEntry[] }, mails: Left[]): readonly number[] {
  const { order, shop, ledger, now_ms } = input;
  for (;;) {
    const due = planMessages(input).find(({ kind, about, against, due_at_ms }) =>
      against === null && due_at_ms <= now_ms && !isSmsKind(kind) &&
      !ledger.some((entry) => entry.kind === kind && entry.about === about)
    );
    if (due === undefined) break;
    const kind = due.kind as OrderKind;
    const message = { kind, about: due.about };
    const view = mailView(order, shop, message, factsShownSoFar(ledger), { page_url: PAGE_URL }, now_ms);
    const { subject, text, html } = render(kind, view);
    const before = [...ledger];
    ledger.push({
      ...message,
      state: "sent",
      closed_at: now_ms + ledger.length,
      facts_shown: factsShownBy(kind, aboutAtFirst(due.about), input),
    });
    mails.push({
      ...message,
      at_ms: now_ms,
      subject,
      text,
      html,
      is_news: view.is_news,
      order,
      page: pageAt(order, shop, ledger, now_ms),
      ledger: before,
    });
  }
  const planned = planMessages(input).filter(({ kind, about, against }) =>
    against === null && !ledger.some((entry) => entry.kind === kind && entry.about === about)
  );
  return [...planned.map(({ due_at_ms }) => due_at_ms), nextDeadline(input) ?? 0];
}

function pageAt(
  order: Order,
  shop: ShopSettings,
  ledger: readonly LedgerEntry[],
  now_ms: number,
): OrderPageView {
  return pageOf(order, shop, { ledger, now_ms });
}

/** What a page says of where the order is, as its first screen reads. */
export function screenOf({ situation, timeline, shipments }: OrderPageView): string {
  return [
    situation.headline,
    situation.fact,
    situation.next,
    ...timeline.map(({ label, state }) => `${label} ${state}`),
    ...shipments.flatMap(({ title, state, expected }) => [title, state, expected]),
  ].filter((part) => part !== null).join(" | ");
}

/** Returns the kinds of all mails that left, in their order. */
export function kindsOf({ mails }: Pick<Life, "mails">): readonly string[] {
  return mails.map(({ kind }) => kind);
}

/** Returns the last mail of a kind. Throws where none left. */
export function mailOf(life: Pick<Life, "mails">, kind: Left["kind"]): Left {
  const found = life.mails.findLast((one) => one.kind === kind);
  if (found === undefined) {
    throw new Error(`Cannot find ${kind} as the life must have sent it: ${kindsOf(life)}`);
  }
  return found;
}

/** Returns the words of the page at the end. */
export function lastScreen({ pages }: Pick<Life, "pages">): string {
  return screenOf(pages.at(-1)!.page);
}
