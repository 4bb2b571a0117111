/** Words how a parcel reached its customer, or where it waits for them, as far as the carrier says. Pure. */
import type { ProofView, WaitingView } from "../../../templates/content.ts";
import type { OrderShipment, Scan } from "../../orders/state.ts";
import type { Wording } from "../format/amounts.ts";
import { dayText } from "../format/dates.ts";
import { oneLine, textOrNull, webUrl } from "../format/text.ts";

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
  { locale }: Wording,
): WaitingView | null {
  const pickup = status === "ready_for_pickup" ? waitingScan(scans)?.pickup : undefined;
  if (pickup === undefined) return null;
  return {
    place: [pickup.name, ...pickup.lines].map(oneLine).filter((line) => line !== ""),
    hours: pickup.hours.map(oneLine).filter((line) => line !== ""),
    until: pickup.until === undefined ? null : dayText(locale, pickup.until),
    code: textOrNull(pickup.code),
  };
}

function waitingScan(scans: readonly Scan[]): Scan | undefined {
  return scans.findLast(({ status, pickup }) => status === "ready_for_pickup" && pickup !== undefined);
}
