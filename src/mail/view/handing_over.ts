/** Words how a parcel reached its customer, or where it waits for them, as far as the carrier says. Pure. */
import type { ProofView, WaitingView } from "../../../templates/content.ts";
import { direction } from "../../../templates/locales/translate.ts";
import type { OrderShipment, Scan } from "../../orders/state.ts";
import type { Wording } from "../format/amounts.ts";
import { dayText } from "../format/dates.ts";
import { oneLine, quoted, textOrNull, webUrl } from "../format/text.ts";

/** Returns the proof of the newest delivery; `null` where nobody says who took it or where it was left. */
export function proofOf({ scans }: Pick<OrderShipment, "scans">, { t }: Wording): ProofView | null {
  const proof = scans.findLast(({ status }) => status === "delivered" || status === "picked_up")?.proof;
  if (proof === undefined) return null;
  const rows = [
    { label: t("arrived.left_at"), value: textOrNull(proof.left_at) },
    { label: t("arrived.signed_by"), value: textOrNull(proof.signed_by) },
  ].filter((row): row is { label: string; value: string } => row.value !== null);
  const url = webUrl(proof.url);
  return rows.length === 0 && url === null ? null : { rows, url };
}

/** Returns where the parcel waits; `null` where it does not, or nobody says more than that. */
export function waitingOf(
  { status, scans }: Pick<OrderShipment, "status" | "scans">,
  { locale }: Pick<Wording, "locale">,
): WaitingView | null {
  const scan = status === "ready_for_pickup" ? waitingScan(scans) : undefined;
  if (scan === undefined) return null;
  const place = placeOf(scan);
  return {
    place,
    hours: (scan.pickup?.hours ?? []).map(oneLine).filter((line) => line !== ""),
    until: scan.pickup?.until === undefined ? null : dayText(locale, scan.pickup.until),
    code: codeIn(locale, scan.pickup?.code),
    note: scan.pickup === undefined ? quoted(scan.description) : null,
    directions: directionsTo(place),
  };
}

/** The groups of a code are bound by no-break spaces where the reader reads from right to left: `748 206` would be shown as `206 748`. */
function codeIn(locale: string, code: string | undefined): string | null {
  const text = textOrNull(code);
  return direction(locale) === "ltr" ? text : text?.replaceAll(" ", "\u00a0") ?? null;
}

/** The newest scan by which the parcel waits and that says where, or else the carrier's words of it. */
export function waitingScan(scans: readonly Scan[]): Scan | undefined {
  const all = scans.filter(({ status }) => status === "ready_for_pickup");
  return all.findLast(({ pickup }) => pickup !== undefined) ??
    all.findLast(({ place, description }) => (textOrNull(place) ?? textOrNull(description)) !== null);
}

/** Returns the place at which it waits, by its name and address, or as its carrier's scan calls it; empty where nobody says it. */
export function placeOf({ pickup, place }: Pick<Scan, "pickup" | "place">): readonly string[] {
  const named = [pickup?.name, ...pickup?.lines ?? []].map(oneLine).filter((line) => line !== "");
  const scanned = textOrNull(place);
  return named.length > 0 ? named : scanned === null ? [] : [oneLine(scanned)];
}

/** Returns whether a place can be found: it is more than a name or a town. */
export function isFindable(place: readonly string[]): boolean {
  return place.length > 1 || /\d/.test(place[0] ?? "");
}

/** Returns a search for the place on a map; `null` where that would lead to no more than its town. */
export function directionsTo(place: readonly string[]): string | null {
  if (!isFindable(place)) return null;
  return `https://www.openstreetmap.org/search?query=${encodeURIComponent(place.join(", "))}`;
}
