/** Reads the ledger of one order: which messages the customer got, and what they mentioned. Pure. */
import type { MessageKind, MessageState } from "./message.ts";
import type { Window } from "../values/schemas.ts";

/** Facts that one mail mentioned about a shipment. A field is absent when the mail did not mention it. */
export interface ShipmentFacts {
  readonly numbers?: readonly string[] | undefined;
  readonly expected?: Window | undefined;
}

/** Facts in one mail to which later mails refer ("was … now …"). A field is absent when the mail did not mention it. */
export interface FactsShown {
  /** Arrival time that the mail mentioned. */
  readonly expected?: Window | undefined;
  /** Number of the order's changes that the mail showed. */
  readonly changes?: number | undefined;
  /** Number of earlier delay mails. */
  readonly delays?: number | undefined;
  /** Facts by shipment id. */
  readonly shipments?: Readonly<Record<string, ShipmentFacts>> | undefined;
  /** Ids of lines that the mail called out of stock. */
  readonly backordered?: readonly string[] | undefined;
  /** Whether the mail said that the order is paid. */
  readonly paid?: boolean | undefined;
  /** Set on an SMS that was sent instead of its mail. */
  readonly instead?: true | undefined;
  /** Set on a message that the shop does not want from Waybill: its own system tells the customer, or nobody does. */
  readonly elsewhere?: true | undefined;
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

/** Returns the newest value of `field` that a mail showed, among those that left; undefined when none did. */
export function lastShown<Field extends keyof FactsShown>(
  ledger: Ledger,
  field: Field,
): FactsShown[Field] | undefined {
  return ledger
    .filter((entry) => hasLeft(entry) && entry.facts_shown?.[field] !== undefined)
    .toSorted((a, b) => (b.closed_at ?? 0) - (a.closed_at ?? 0))[0]?.facts_shown?.[field];
}

/** Returns the facts last shown of each shipment, by the id that it had then; undefined where nothing was shown. */
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

/**
 * Returns whether later messages build on this one: the customer may have read it, or the shop keeps it back (shadow
 * mode, a kind that is switched off) and what follows is planned as if it had been read. An unknown outcome counts,
 * since later mails must not contradict it; a bounce does not.
 */
export function hasLeft({ state, facts_shown }: Pick<LedgerEntry, "state" | "facts_shown">): boolean {
  return LEFT.has(state) || state === "shadowed" || facts_shown?.elsewhere === true;
}

/** Returns whether the customer may have read the message itself. */
export function mayHaveBeenRead({ state }: Pick<LedgerEntry, "state">): boolean {
  return LEFT.has(state);
}
