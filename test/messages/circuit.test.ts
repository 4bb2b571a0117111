import { describe, expect, test } from "vitest";
import { afterFailure, type Circuit, isOpen } from "../../src/messages/circuit.ts";

const NOW_MS = Date.UTC(2026, 10, 22, 12);

/** The circuit after so many failures in a row, the last of which named `retry_after_s`. */
function failures(count: number, retry_after_s?: number): Circuit {
  let circuit: Circuit | undefined;
  for (let at = 1; at <= count; at++) {
    const failure = { reason: `failure ${at}`, retry_after_s: at === count ? retry_after_s : undefined };
    circuit = afterFailure("ses", circuit, failure, NOW_MS);
  }
  return circuit!;
}

describe("a circuit", () => {
  test.each([1, 2])("%i failures in a row do not open it, because one bad mail may cause them", (count) => {
    expect(failures(count)).toEqual({
      channel: "ses",
      failures: count,
      open_until: NOW_MS,
      reason: `failure ${count}`,
    });
    expect(isOpen(failures(count), NOW_MS)).toBe(false);
  });

  test("opens at the third failure in a row, longer with each further failure, for a quarter of an hour at most", () => {
    const open_s = [3, 4, 5, 6, 7, 50].map((count) => (failures(count).open_until - NOW_MS) / 1_000);
    expect(open_s).toEqual([60, 120, 240, 480, 900, 900]);
  });

  test.each([
    [1, 30, 30],
    [1, 1e9, 900],
    [4, 30, 120],
    [4, 300, 300],
  ])("after failure %i with a retry time of %i s is open for %i s", (count, retry_after_s, open_s) => {
    expect(failures(count, retry_after_s).open_until - NOW_MS).toBe(open_s * 1_000);
  });

  test("closes by itself at its time; a channel without failures is never open", () => {
    const circuit = failures(3);
    expect(isOpen(circuit, circuit.open_until - 1)).toBe(true);
    expect(isOpen(circuit, circuit.open_until)).toBe(false);
    expect(isOpen(undefined, NOW_MS)).toBe(false);
  });
});
