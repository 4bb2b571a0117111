/**
 * Gives a bundle and its parts one fate where senders report only one of the two: a storefront lists both as lines, and
 * a shipment or refund names either. Pure.
 */
import type { DeliveryWay, Line } from "../event.ts";
import { type Fate, FATES } from "./fate.ts";

type Fates = Readonly<Record<Fate, number>>;

interface LineFates {
  readonly line: Pick<Line, "id" | "included_in">;
  readonly way: DeliveryWay;
  readonly ordered: number;
  readonly fates: Fates;
  readonly cancelled: number;
}

/** Returns the lines, each bundle after its parts or the parts after their bundle. */
export function withBundles<One extends LineFates>(lines: readonly One[]): readonly One[] {
  const parts_of = Map.groupBy(
    lines.filter(({ line }) => line.included_in !== undefined),
    ({ line }) => line.included_in,
  );
  if (parts_of.size === 0) return lines;
  const by_id = new Map(lines.map((one) => [one.line.id, one]));
  return lines.map((one) => {
    const { id, included_in } = one.line;
    const parts = (parts_of.get(id) ?? []).filter(({ way }) => way === one.way);
    if (parts.length > 0 && isUntold(one) && !parts.every(isUntold)) {
      return follow(one, afterParts(one, parts));
    }
    const whole = included_in === undefined ? undefined : by_id.get(included_in);
    const others = included_in === undefined ? [] : parts_of.get(included_in) ?? [];
    const follows = whole !== undefined && whole.way === one.way && !isUntold(whole) &&
      others.every(isUntold);
    return follows ? follow(one, afterWhole(one, whole)) : one;
  });
}

function follow<One extends LineFates>(one: One, fates: Fates): One {
  return { ...one, fates, cancelled: Math.min(one.cancelled, fates.withdrawn) };
}

/** Returns whether no sender has told anything of the line: all of it is due. */
function isUntold({ ordered, fates }: LineFates): boolean {
  return fates.due === ordered;
}

/** A bundle is as far as its parts that are still wanted; one of which only some have left is under way. */
function afterParts({ ordered }: LineFates, parts: readonly LineFates[]): Fates {
  const seen = FATES.filter((fate) => parts.some(({ fates }) => fates[fate] > 0));
  const wanted = seen.filter((fate) => fate !== "withdrawn");
  const fate: Fate = wanted.length <= 1 ? wanted[0] ?? "withdrawn" : furthestBehind(wanted);
  return { ...NONE, [fate]: ordered };
}

function furthestBehind(fates: readonly Fate[]): Fate {
  if (fates.includes("due")) return "in_shipment";
  return (["in_shipment", "coming_back"] as const).find((fate) => fates.includes(fate)) ?? fates[0]!;
}

/** The parts of so many bundles, in whole pieces; the rest is due. */
function afterWhole({ ordered }: LineFates, whole: LineFates): Fates {
  const fates: Record<Fate, number> = { ...NONE };
  let left = ordered;
  for (const fate of FATES) {
    if (fate === "due" || whole.fates[fate] === 0) continue;
    fates[fate] = Math.min(left, Math.round(ordered * whole.fates[fate] / whole.ordered));
    left -= fates[fate];
  }
  return { ...fates, due: left };
}

const NONE = Object.fromEntries(FATES.map((fate) => [fate, 0])) as Record<Fate, number>;
