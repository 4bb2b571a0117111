/** Puts parts of a shop's settings in the place of those that are kept; an earlier return policy stays for its orders. Pure. */
import type { GivenSettings } from "./change_settings.ts";

/** Replaces each part of `parts` as a whole; `undefined` takes it away. What is not named stays. */
export function withParts(given: GivenSettings, parts: GivenSettings, now_ms: number): GivenSettings {
  const changed = Object.fromEntries(
    Object.entries({ ...given, ...parts }).filter(([, value]) => value !== undefined),
  );
  return "earlier_returns" in parts ? changed : withEarlierPolicy(given, changed, now_ms);
}

/** A new policy counts for orders from now on: each order keeps the one under which it was placed. */
function withEarlierPolicy(before: GivenSettings, after: GivenSettings, now_ms: number): GivenSettings {
  const [was, is] = [before["returns"], after["returns"]] as readonly (Policy | undefined)[];
  if (!isObject(was) || !isObject(is)) return after;
  if (sameTerms(was, is)) {
    return { ...after, returns: { ...is, ...("since" in was ? { since: was["since"] } : {}) } };
  }
  const earlier = Array.isArray(before["earlier_returns"]) ? before["earlier_returns"] as unknown[] : [];
  return {
    ...after,
    returns: { ...is, since: new Date(now_ms).toISOString() },
    earlier_returns: [was, ...earlier],
  };
}

type Policy = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Policy {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function sameTerms({ since: _, ...was }: Policy, { since: __, ...is }: Policy): boolean {
  const sorted = (policy: Policy) =>
    JSON.stringify(Object.entries(policy).toSorted(([a], [b]) => a < b ? -1 : 1));
  return sorted(was) === sorted(is);
}
