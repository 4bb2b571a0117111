/** What a customer has been told so far: the ledger of one order, as the plan reads it. Pure. */
import type { MessageKind, MessageState } from "./message.ts";
import type { Window } from "../values/schemas.ts";

/** What one mail said of a shipment. A field is absent when the mail did not speak of it. */
export interface ShipmentFacts {
  readonly numbers?: readonly string[] | undefined;
  readonly expected?: Window | undefined;
}

/** What one mail said that later mails refer to ("was … now …"). A field is absent when the mail did not speak of it. */
export interface FactsShown {
  /** When the order was said to arrive. */
  readonly expected?: Window | undefined;
  /** How many of the order's changes the mail already showed. */
  readonly changes?: number | undefined;
  /** How many notices of a delay there were before. */
  readonly delays?: number | undefined;
  /** By the id of the shipment. */
  readonly shipments?: Readonly<Record<string, ShipmentFacts>> | undefined;
  /** Lines that were said to be out of stock. */
  readonly backordered?: readonly string[] | undefined;
  /** Of a text: it came in the place of its mail. */
  readonly instead?: true | undefined;
}

export interface LedgerEntry {
  readonly kind: MessageKind;
  readonly about: string;
  readonly state: MessageState;
  /** Milliseconds since the epoch; null while open. */
  readonly closed_at: number | null;
  readonly facts_shown: FactsShown | null;
}

export type Ledger = readonly LedgerEntry[];

/** The newest thing that a mail which left said of `field`; undefined when none did. */
export function lastShown<Field extends keyof FactsShown>(
  ledger: Ledger,
  field: Field,
): FactsShown[Field] | undefined {
  return ledger
    .filter((entry) => hasLeft(entry) && entry.facts_shown?.[field] !== undefined)
    .toSorted((a, b) => (b.closed_at ?? 0) - (a.closed_at ?? 0))[0]?.facts_shown?.[field];
}

/** What was last said of each shipment, by the id that it had then; undefined where nothing was. */
export function shipmentsShown(ledger: Ledger): FactsShown["shipments"] {
  const shown: Record<string, ShipmentFacts> = {};
  const mails = ledger.filter((entry) => hasLeft(entry) && entry.facts_shown?.shipments !== undefined)
    .toSorted((a, b) => (a.closed_at ?? 0) - (b.closed_at ?? 0));
  for (const { facts_shown } of mails) {
    for (const [id, facts] of Object.entries(facts_shown!.shipments!)) shown[id] = { ...shown[id], ...facts };
  }
  return Object.keys(shown).length === 0 ? undefined : shown;
}

export function wasSent(ledger: Ledger, kind: MessageKind, about?: string): boolean {
  return ledger.some((entry) =>
    entry.kind === kind && (about === undefined || entry.about === about) && hasLeft(entry)
  );
}

const LEFT: ReadonlySet<MessageState> = new Set(["sent", "delivered", "complained", "unknown"]);

/** After an unknown outcome the customer may have read it: what comes next must not contradict it. What bounced, nobody read. */
export function hasLeft({ state }: Pick<LedgerEntry, "state">): boolean {
  return LEFT.has(state);
}
