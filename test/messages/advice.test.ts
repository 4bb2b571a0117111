import { describe, expect, test } from "vitest";
import { adviceOn, type KindTotals, type Sending, totalsOf } from "../../src/messages/advice.ts";
import { ratesOf } from "../../src/messages/reputation.ts";

const SENDING: Sending = { channels: ["ses", "resend"], counted: true, provider_reports: true };
const kind = (
  name: string,
  sent: number,
  delivered: number,
  bounced = 0,
  complained = 0,
  failed = 0,
): KindTotals => ({
  kind: name,
  sent,
  delivered,
  bounced,
  complained,
  failed,
});
const topics = (kinds: readonly KindTotals[], sending: Sending = SENDING) =>
  adviceOn(kinds, sending).map(({ topic }) => topic);

describe("advice", () => {
  test("is none where a week was well", () => {
    expect(topics([kind("order_confirmation", 1_000, 990)])).toEqual([]);
  });

  test("names the kind that most complaints, bounces and failures are about", () => {
    const advice = adviceOn(
      [kind("order_confirmation", 900, 840, 60, 0, 1), kind("follow_up", 100, 95, 1, 4, 0)],
      SENDING,
    );
    expect(advice).toEqual([
      { topic: "complaints", level: "bad", count: 4, mails: 1_000, kind: "follow_up" },
      { topic: "bounces", level: "bad", count: 61, mails: 1_000, kind: "order_confirmation" },
      { topic: "failed", count: 1, kind: "order_confirmation" },
    ]);
  });

  test("judges no rate of fewer than a hundred mails", () => {
    expect(topics([kind("follow_up", 99, 90, 9, 9)])).toEqual([]);
    expect(ratesOf(kind("follow_up", 99, 90, 9, 9)).complaints.level).toBe("few");
    expect(ratesOf(kind("follow_up", 0, 0, 9, 9)).bounces).toEqual({ count: 9, mails: 0, level: "unknown" });
  });

  test("asks what became of the mails about which no channel reports", () => {
    expect(adviceOn([kind("follow_up", 1_000, 800)], SENDING)).toEqual([
      { topic: "unreported", sent: 1_000, known: 800 },
    ]);
    expect(topics([kind("follow_up", 1_000, 0)], { ...SENDING, provider_reports: false })).toEqual([
      "no_reports",
    ]);
  });

  test("says what cannot be known, and what a second channel would do", () => {
    expect(topics([], { channels: ["ses"], counted: false, provider_reports: false })).toEqual([
      "not_counted",
      "no_reports",
      "one_channel",
    ]);
    expect(topics([], { channels: ["capture"], counted: true, provider_reports: false })).toEqual([]);
  });

  test("warns before a limit and after it, most urgent first", () => {
    const warned = adviceOn([kind("order_confirmation", 10_000, 9_600, 250, 10)], SENDING);
    expect(warned).toEqual([
      { topic: "complaints", level: "warn", count: 10, mails: 10_000, kind: "order_confirmation" },
      { topic: "bounces", level: "warn", count: 250, mails: 10_000, kind: "order_confirmation" },
    ]);
  });

  test.each([
    // Of a hundred sent mails, at least ninety should be reported.
    [100, 89, 0, true],
    [100, 90, 0, false],
    [100, 80, 1, true],
    [100, 89, 1, false],
    [99, 0, 0, false],
  ])(
    "of %i sent mails of which %i arrived and %i came back asks for reports: %s",
    (sent, delivered, bounced, asks) => {
      expect(topics([kind("follow_up", sent, delivered, bounced)]).includes("unreported")).toBe(asks);
    },
  );

  test.each([
    // Channels, whether sent mails are counted, how many were, whether providers report, and the advice.
    [["ses", "capture"], true, 5, true, ["one_channel"]],
    [["ses", "resend", "capture"], true, 5, true, []],
    [["ses", "resend"], false, 0, true, ["not_counted"]],
    [["ses", "resend"], false, 5, true, []],
    [["ses", "resend"], true, 0, true, []],
    [["ses", "resend"], true, 5, false, ["no_reports"]],
    [["capture"], true, 5, false, []],
    [[], true, 5, false, []],
  ])(
    "by %j, counted %s, %i sent and reports %s is %j",
    (channels, counted, sent, provider_reports, expected) => {
      expect(topics([kind("order_link", sent, sent)], { channels, counted, provider_reports })).toEqual(
        expected,
      );
    },
  );

  test("adds up the kinds", () => {
    expect(totalsOf([kind("follow_up", 1, 2, 3, 4, 5), kind("order_link", 10, 20, 30, 40, 50)])).toEqual({
      sent: 11,
      delivered: 22,
      bounced: 33,
      complained: 44,
      failed: 55,
    });
    expect(totalsOf([])).toEqual({ sent: 0, delivered: 0, bounced: 0, complained: 0, failed: 0 });
  });
});
