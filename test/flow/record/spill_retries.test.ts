import { describe, expect, test } from "vitest";
import { RETENTION_S } from "../../../scripts/deploy/retention.ts";
import { spillRetryS } from "../../../src/flow/record/spill.ts";
import operating from "../../../docs/operating.md?raw";
import configuration from "../../../wrangler.toml?raw";

/** Retries of a queue's consumer, as wrangler.toml has them. */
function retriesOf(queue: string): number {
  const consumer = configuration.split("[[").find((part) =>
    part.startsWith("queues.consumers]]") && part.includes(`queue = "${queue}"`)
  )!;
  return Number(/max_retries = (\d+)/.exec(consumer)![1]);
}

const total_s = Array.from({ length: retriesOf("waybill-spill") }, (_, at) => spillRetryS(at + 1))
  .reduce((sum, s) => sum + s, 0);

describe("the retries of the spill queue", () => {
  test("begin after seconds and end with one an hour", () => {
    expect([1, 2, 3, 10, 11, 100].map(spillRetryS)).toEqual([5, 10, 20, 2_560, 3_600, 3_600]);
  });

  test("end before the queue would forget the message", () => {
    expect(total_s).toBeLessThan(RETENTION_S);
  });

  test("last as long as docs/operating.md says", () => {
    expect(operating).toContain(`for ${(total_s / 86_400).toFixed(1)} days`);
  });
});
