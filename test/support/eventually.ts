/** Waits for what a queue brings about: it decides when. */
import { vi } from "vitest";

/** Longer than any machine needs, shorter than a test may take. */
const WITHIN_MS = 45_000;

/** Returns what `read` returns, once it throws nothing; asks again each `interval_ms`. Throws its last error after 45 s. */
export function eventually<Found>(read: () => Found | Promise<Found>, interval_ms = 10): Promise<Found> {
  return vi.waitFor(read, { timeout: WITHIN_MS, interval: interval_ms });
}
