/** When a SKU is looked at after something moved: not at once, since what falls and rises again is nobody's news. Pure. */

/**
 * Between half of the shop's time to settle and the whole of it, in milliseconds since the epoch. On a grid, so that
 * whatever moves within one step is looked at once.
 */
export function lookAt(now_ms: number, settle_s: number): number {
  const step_ms = settle_s * 500;
  return (Math.floor(now_ms / step_ms) + 2) * step_ms;
}
