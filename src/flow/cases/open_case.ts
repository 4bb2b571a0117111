/** Returns the statements that open a case or add a customer's message to one, with the clock of the shop's answer. */
import type { Case, CaseKind, CaseReader } from "../../cases/case.ts";
import { afterWorkingHours } from "../../cases/clocks.ts";
import { insertCase, insertEntry, type NewEntry, updateCase } from "../../sql/cases.ts";
import type { Shop } from "../ports.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";

export interface Opening {
  readonly id: string;
  readonly kind: CaseKind;
  readonly topic: string;
  readonly order_id: string | null;
  readonly customer: string | null;
  readonly proven: boolean;
  readonly reader: CaseReader | null;
}

const TOPIC_MAX = 300;

/** Opens a case with its first entry; a repetition with the same ids changes nothing. */
export function openCase(
  db: D1Database,
  shop: Pick<Shop, "id" | "settings" | "secrets">,
  opening: Opening,
  entry: NewEntry,
  now_ms: number,
): readonly D1PreparedStatement[] {
  const due_at = afterWorkingHours(shop.settings, now_ms, shop.settings.support.first_answer_hours);
  const topic = opening.topic.slice(0, TOPIC_MAX);
  return [
    insertCase(db, { ...opening, topic, shop_id: shop.id, next: "shop", due_at }, now_ms),
    insertEntry(db, shop.id, opening.id, entry, now_ms),
    ...tellPrograms(db, shop, [caseHappened("case.opened", opening, entry.id)], now_ms),
  ];
}

/**
 * Adds a customer's message: the case is the shop's turn again, whatever its state. A clock that runs already goes
 * on, so that a second message postpones no answer.
 */
export function continueCase(
  db: D1Database,
  shop: Pick<Shop, "id" | "settings" | "secrets">,
  found: Case,
  entry: NewEntry,
  now_ms: number,
): readonly D1PreparedStatement[] {
  const { first_answer_hours, next_answer_hours } = shop.settings.support;
  const hours = found.answered_at === null ? first_answer_hours : next_answer_hours;
  const runs = found.state === "open" && found.next === "shop" && found.due_at !== null;
  const due_at = runs ? found.due_at : afterWorkingHours(shop.settings, now_ms, hours);
  return [
    insertEntry(db, shop.id, found.id, entry, now_ms),
    ...tellPrograms(db, shop, [caseHappened("case.message", found, entry.id)], now_ms),
    updateCase(db, shop.id, found.id, { state: "open", next: "shop", due_at }, now_ms),
  ];
}
