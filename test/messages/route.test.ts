import { describe, expect, test } from "vitest";
import type { Circuit } from "../../src/messages/circuit.ts";
import { routeOf, type Ways } from "../../src/messages/route.ts";

/** Noon in UTC. */
const NOW_MS = Date.UTC(2026, 10, 22, 12);
const MIDNIGHT_MS = Date.UTC(2026, 10, 23);
const CHANNELS = ["ses", "resend"];
const WAYS: Ways = { channels: CHANNELS, circuits: [], quotas: [], warm_up: null };

/** A circuit that is open for so many seconds from now. */
const open = (channel: string, open_s: number): Circuit => ({
  channel,
  failures: 3,
  open_until: NOW_MS + open_s * 1_000,
  reason: "503",
});
const route = (ways: Partial<Ways>, lane: "urgent" | "bulk" = "urgent", stay_with: string | null = null) =>
  routeOf({ ...WAYS, ...ways }, lane, NOW_MS, stay_with);

describe("the route", () => {
  test("takes the channels in the shop's order", () => {
    expect(route({})).toEqual({ channels: CHANNELS });
  });

  test("leaves out a channel whose circuit is open, and takes it again once it has closed", () => {
    expect(route({ circuits: [open("ses", 60)] })).toEqual({ channels: ["resend"] });
    expect(route({ circuits: [open("ses", 0)] })).toEqual({ channels: CHANNELS });
    expect(route({ circuits: [open("postmark", 60)] })).toEqual({ channels: CHANNELS });
  });

  test("leaves out a channel whose quota is used up", () => {
    expect(route({ quotas: [{ channel: "ses", per_day: 10, sent: 10 }] })).toEqual({ channels: ["resend"] });
    expect(route({ quotas: [{ channel: "ses", per_day: 10, sent: 9 }] })).toEqual({ channels: CHANNELS });
  });

  test("waits for the circuit that closes first when all are open", () => {
    expect(route({ circuits: [open("ses", 240), open("resend", 60)] })).toEqual({
      wait_until_ms: NOW_MS + 60_000,
      reason: "resend is left alone after failures",
    });
  });

  test("stays with the channel that may already have the mail, and waits for it alone", () => {
    expect(route({}, "urgent", "resend")).toEqual({ channels: ["resend"] });
    expect(route({ circuits: [open("ses", 60)] }, "urgent", "ses")).toEqual({
      wait_until_ms: NOW_MS + 60_000,
      reason: "ses is left alone after failures",
    });
  });

  test("names what holds the mail back longest: the used quota, or the failures", () => {
    const quotas = [{ channel: "ses", per_day: 10, sent: 10 }];
    const by_quota = {
      wait_until_ms: MIDNIGHT_MS,
      reason: "the daily quota of ses is used up",
    };
    expect(route({ quotas }, "urgent", "ses")).toEqual(by_quota);
    expect(route({ quotas, circuits: [open("ses", 60)] }, "urgent", "ses")).toEqual(by_quota);
    expect(route({ quotas, circuits: [open("ses", 90_000)] }, "urgent", "ses")).toEqual({
      wait_until_ms: NOW_MS + 90_000_000,
      reason: "ses is left alone after failures",
    });
  });

  test("names the failures where both hold it back until the same moment", () => {
    const quotas = [{ channel: "ses", per_day: 10, sent: 10 }];
    const circuits = [open("ses", (MIDNIGHT_MS - NOW_MS) / 1_000)];
    expect(route({ quotas, circuits }, "urgent", "ses")).toEqual({
      wait_until_ms: MIDNIGHT_MS,
      reason: "ses is left alone after failures",
    });
  });

  test("counts a bulk mail against the share of bulk mails", () => {
    const quotas = [{ channel: "ses", per_day: 10, sent: 7 }];
    expect(route({ quotas }, "urgent")).toEqual({ channels: CHANNELS });
    expect(route({ quotas }, "bulk")).toEqual({ channels: ["resend"] });
  });

  test("cannot be found for a shop without a channel", () => {
    expect(() => route({ channels: [] })).toThrow(
      "Cannot route a mail as its shop must have >= 1 channel",
    );
  });
});

describe("the warm-up of a new domain", () => {
  const warm_up = { per_day: 50, sent: 60 };

  test("holds back bulk mails on all channels together, and never urgent ones", () => {
    expect(route({ warm_up }, "urgent")).toEqual({ channels: CHANNELS });
    expect(route({ warm_up }, "bulk")).toEqual({
      wait_until_ms: MIDNIGHT_MS,
      reason: "the domain is still warming up",
    });
    expect(route({ warm_up: { per_day: 50, sent: 3 } }, "bulk")).toEqual({ channels: CHANNELS });
    expect(route({}, "bulk")).toEqual({ channels: CHANNELS });
  });
});
