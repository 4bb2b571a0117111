/** Decides when a SKU is checked after a change: with a delay, so that a brief fall and rise causes no mail. Pure. */

/**
 * Returns the time of the check, in milliseconds since the epoch: between half of `settle_s` and all of it from now.
 * Times are rounded to a grid, so that close changes share one check.
 */
export function lookAt(now_ms: number, settle_s: number): number {
  const step_ms = settle_s * 500;
  return (Math.floor(now_ms / step_ms) + 2) * step_ms;
}
