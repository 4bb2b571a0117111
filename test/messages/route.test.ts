import { describe, expect, test } from "vitest";
import { afterFailure, type Circuit, isOpen } from "../../src/messages/circuit.ts";
import { roomFor, warmUpLimit } from "../../src/messages/quota.ts";
import { routeOf } from "../../src/messages/route.ts";

/** Noon in UTC. */
const NOW = Date.UTC(2026, 10, 22, 12);
const MIDNIGHT = Date.UTC(2026, 10, 23);
const FAILURE = { reason: "503" };

function failures(count: number, retry_after_s?: number): Circuit {
  let circuit: Circuit | undefined;
  for (let at = 0; at < count; at++) {
    circuit = afterFailure("ses", circuit, { ...FAILURE, retry_after_s }, NOW);
  }
  return circuit!;
}

describe("a circuit", () => {
  test.each([1, 2])("%i failures in a row do not open it, because one bad mail may cause them", (count) => {
    expect(isOpen(failures(count), NOW)).toBe(false);
  });
  test("opens at the third failure in a row, longer with each further failure, for a quarter of an hour at most", () => {
    const open_s = [3, 4, 5, 6, 7, 50].map((count) => (failures(count).open_until - NOW) / 1_000);
    expect(open_s).toEqual([60, 120, 240, 480, 900, 900]);
  });
  test("opens at once for as long as the provider asks, within the same bound", () => {
    expect(failures(1, 30).open_until - NOW).toBe(30_000);
    expect(failures(1, 1e9).open_until - NOW).toBe(900_000);
  });
  test("closes by itself", () => {
    const circuit = failures(3);
    expect(isOpen(circuit, circuit.open_until)).toBe(false);
  });
});

describe("the route", () => {
  const channels = ["ses", "resend"];

  test("leaves out a channel whose circuit is open", () => {
    expect(routeOf({ channels, circuits: [failures(3)], quotas: [], warm_up: null }, "urgent", NOW, null))
      .toEqual({
        channels: ["resend"],
      });
  });
  test("waits for the circuit that closes first when all are open", () => {
    const circuits = [failures(5), { ...failures(3), channel: "resend" }];
    expect(routeOf({ channels, circuits, quotas: [], warm_up: null }, "urgent", NOW, null)).toMatchObject({
      wait_until_ms: NOW + 60_000,
    });
  });
  test("stays with the channel that may already have the mail", () => {
    expect(routeOf({ channels, circuits: [failures(3)], quotas: [], warm_up: null }, "urgent", NOW, "ses"))
      .toMatchObject({
        wait_until_ms: NOW + 60_000,
      });
  });
  test("skips a channel whose quota is used up", () => {
    const quotas = [{ channel: "ses", per_day: 10, sent: 10 }];
    expect(routeOf({ channels, circuits: [], quotas, warm_up: null }, "urgent", NOW, null)).toEqual({
      channels: ["resend"],
    });
  });
});

describe("a daily quota", () => {
  const used = (sent: number) => ({ channel: "ses", per_day: 100, sent });

  test("lets urgent messages through until it is used up", () => {
    expect(roomFor(used(99), "urgent", NOW)).toBe(NOW);
    expect(roomFor(used(100), "urgent", NOW)).toBe(MIDNIGHT);
  });
  test("keeps some of itself for urgent messages", () => {
    expect(roomFor(used(70), "bulk", NOW)).toBe(MIDNIGHT);
  });
  test("spreads bulk messages over the day", () => {
    expect(roomFor(used(34), "bulk", NOW)).toBe(NOW);
    expect(roomFor(used(35), "bulk", NOW)).toBe(NOW);
    expect(roomFor(used(36), "bulk", NOW)).toBeGreaterThan(NOW);
  });
});

describe("the warm-up of a new domain", () => {
  test("doubles the limit each day, and ends", () => {
    const limits = [0, 1, 2, 11, 12].map((days) => warmUpLimit("2026-11-22", NOW + days * 86_400_000));
    expect(limits).toEqual([50, 100, 200, 102_400, null]);
  });
  test("holds back bulk messages on all channels together, and never urgent ones", () => {
    const channels = ["ses", "resend"];
    const ways = { channels, circuits: [], quotas: [], warm_up: { per_day: 50, sent: 60 } };
    expect(routeOf(ways, "urgent", NOW, null)).toEqual({ channels });
    expect(routeOf(ways, "bulk", NOW, null)).toEqual({
      wait_until_ms: MIDNIGHT,
      reason: "the domain is still warming up",
    });
    expect(routeOf({ ...ways, warm_up: { per_day: 50, sent: 3 } }, "bulk", NOW, null)).toEqual({ channels });
  });
});
