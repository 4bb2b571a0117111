/** Why something goes back, as the order's page offers it to choose: the reason of a returned line is one of these, or anybody's own words. */

export const RETURN_REASONS = ["too_big", "too_small", "not_as_described", "faulty", "changed_mind"] as const;
export type ReturnReason = (typeof RETURN_REASONS)[number];

export function isReturnReason(reason: string): reason is ReturnReason {
  return (RETURN_REASONS as readonly string[]).includes(reason);
}
