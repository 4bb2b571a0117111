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
