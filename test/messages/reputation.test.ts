import { describe, expect, test } from "vitest";
import { ratesOf, reputationFaults, type Totals } from "../../src/messages/reputation.ts";

const QUIET: Totals = { sent: 0, delivered: 2_000, bounced: 20, complained: 0 };

describe("given a week's figures", () => {
  test.each([
    ["few complaints and bounces", {}, []],
    ["complaints just below 0.08 %", { delivered: 2_500, bounced: 1, complained: 2 }, []],
    ["complaints of 0.08 %, before Gmail's 0.1 %", { delivered: 2_480, complained: 2 }, ["complaint_rate"]],
    ["bounces just below 5 %", { delivered: 1_901, bounced: 100 }, []],
    ["bounces of 5 %", { delivered: 1_900, bounced: 100 }, ["bounce_rate"]],
    ["a single complaint of 240 mails", { delivered: 240, bounced: 0, complained: 1 }, []],
    ["both", { delivered: 900, bounced: 100, complained: 5 }, ["complaint_rate", "bounce_rate"]],
    ["99 mails of which half came back", { delivered: 49, bounced: 50, complained: 9 }, []],
    ["bounces on a channel that reports no delivery", { delivered: 0, bounced: 500, complained: 9 }, []],
    ["the same where what was sent is counted", { sent: 20_000, delivered: 0, bounced: 500 }, []],
    ["counting that began yesterday", { sent: 150, delivered: 2_000, bounced: 20 }, []],
  ])("of %s, what is told is %j %j", (_, given, topics) => {
    expect(reputationFaults({ ...QUIET, ...given }).map(({ topic }) => topic)).toEqual(topics);
  });
});

test("bounces are compared with the mails sent where no delivery is reported", () => {
  expect(ratesOf({ sent: 600, delivered: 0, bounced: 48, complained: 0 }).bounces.level).toBe("bad");
});

describe("a rate", () => {
  const levels = (given: Partial<Totals>) => {
    const { complaints, bounces } = ratesOf({ sent: 0, delivered: 0, bounced: 0, complained: 0, ...given });
    return [complaints.level, bounces.level];
  };

  test.each(
    [
      [{}, "unknown", "unknown"],
      // Bounces alone give no number of mails.
      [{ bounced: 9 }, "unknown", "unknown"],
      [{ sent: 99, bounced: 50, complained: 50 }, "few", "few"],
      [{ sent: 100 }, "good", "good"],
      [{ sent: 100, bounced: 1, complained: 1 }, "few", "good"],
      [{ sent: 100, bounced: 2, complained: 2 }, "bad", "warn"],
      [{ sent: 10_000, complained: 7, bounced: 199 }, "good", "good"],
      [{ sent: 10_000, complained: 8, bounced: 200 }, "warn", "warn"],
      [{ sent: 10_000, complained: 29, bounced: 499 }, "warn", "warn"],
      [{ sent: 10_000, complained: 30, bounced: 500 }, "bad", "bad"],
      [{ sent: 100_000, complained: 1, bounced: 1 }, "good", "good"],
    ] as const,
  )("of %j is %s by complaints and %s by bounces", (given, complaints, bounces) => {
    expect(levels(given)).toEqual([complaints, bounces]);
  });

  test("is of the larger of the mails sent and those reported", () => {
    const mails = (given: Partial<Totals>) =>
      ratesOf({ sent: 0, delivered: 0, bounced: 0, complained: 0, ...given }).complaints.mails;
    expect(mails({ sent: 150, delivered: 2_000, bounced: 20 })).toBe(2_020);
    expect(mails({ sent: 3_000, delivered: 2_000, bounced: 20 })).toBe(3_000);
    expect(mails({ delivered: 1, bounced: 20 })).toBe(21);
  });

  test("that the shop is alerted to carries its figures", () => {
    expect(reputationFaults({ sent: 10_000, delivered: 0, bounced: 500, complained: 8 })).toEqual([
      { topic: "complaint_rate", count: 8, mails: 10_000 },
      { topic: "bounce_rate", count: 500, mails: 10_000 },
    ]);
    // Many bounces are advice at the desk first, and an alert from the second limit on.
    expect(reputationFaults({ sent: 10_000, delivered: 0, bounced: 499, complained: 30 })).toEqual([
      { topic: "complaint_rate", count: 30, mails: 10_000 },
    ]);
  });
});
