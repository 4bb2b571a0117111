/** The codes in what mail systems say, with the numbers that only look like codes, and what follows from each. */
import { describe, expect, test } from "vitest";
import { failureClass, plainWords } from "../../src/conversations/failure.ts";
import { codesIn, isVague, meaningOf, preferredStatus } from "../../src/conversations/failure_codes.ts";
import { phaseIn } from "../../src/conversations/failure_phase.ts";
import { providerClass } from "../../src/conversations/provider_codes.ts";

describe("the codes in a text", () => {
  test.each<[string, string]>([
    ["550 5.1.1 unknown", "550 5.1.1"],
    ["550-5.1.1 unknown", "550 5.1.1"],
    ["550 - 5.1.1 unknown", "550 5.1.1"],
    ["250 then 550 5.1.1", "550 5.1.1"],
    ["250 then 550 - 5.10.100", "550 5.10.100"],
    ["250 then 550 -- 5.1.1", "250 5.1.1"],
    ["250 then 550-#<5.1.1", "550 5.1.1"],
    ["250 then 550-#<(5.1.1", "250 5.1.1"],
    ["250 then 550 5.1.1.4", "250 -"],
    ["250 then 550 5.1.1234", "250 -"],
    ["250 then 1550 5.1.1", "250 5.1.1"],
    ["250 then .550 5.1.1", "250 5.1.1"],
    ["550 #5.1.1", "550 5.1.1"],
    ["550 <#5.10.100>", "550 5.10.100"],
    ["550 '#<5.1.1", "550 5.1.1"],
    ["said 421 4.4.2 again", "421 4.4.2"],
    ["250 2.0.0 ok", "250 2.0.0"],
    ["1550 5.1.1", "- 5.1.1"],
    [".550 5.1.1", "- 5.1.1"],
    ["550 5.1.1.4", "550 -"],
    ["550 5.1.1234", "550 -"],
    ["550 5.1.1.", "550 5.1.1"],
    ["550 6.1.1", "550 -"],
    ["560 x", "- -"],
    ["350 x", "- -"],
    ["550", "550 -"],
    ["550, no", "550 -"],
    ["550-no", "550 -"],
    ["550:no", "- -"],
    ["550-1234", "- -"],
    ["550 123 Main Street", "- -"],
    ["550 12 letters", "550 -"],
    ["(550 no", "550 -"],
    ["smtp;550 no", "550 -"],
    ["x550 no", "- -"],
    ["5.1.1 (550 no)", "550 5.1.1"],
    ["#5.1.1#", "- 5.1.1"],
    ["-5.1.1", "- 5.1.1"],
    ["192.5.1.1", "- -"],
    ["5.1.1.1", "- -"],
    ["5.1.1234", "- -"],
    ["5.100.100", "- 5.100.100"],
    ["nothing", "- -"],
  ])("%j: %s", (text, expected) => {
    const { reply_code = "-", enhanced_status = "-" } = codesIn(text);
    expect(`${reply_code} ${enhanced_status}`).toBe(expected);
  });

  test("the refusing side's counts, unless it is vague and the relay's is not, of the same class", () => {
    expect(preferredStatus("5.1.1", "5.7.1")).toBe("5.1.1");
    expect(preferredStatus("5.0.0", "5.7.1")).toBe("5.7.1");
    expect(preferredStatus("5.5.2", "5.7.1")).toBe("5.7.1");
    expect(preferredStatus("5.0.0", "4.7.1")).toBe("5.0.0");
    expect(preferredStatus("5.0.0", "5.1.0")).toBe("5.0.0");
    expect(preferredStatus(undefined, "5.7.1")).toBe("5.7.1");
    expect(preferredStatus("5.7.1", undefined)).toBe("5.7.1");
    expect(preferredStatus(undefined, undefined)).toBeUndefined();
  });

  test.each<[string | undefined, boolean]>([
    [undefined, true],
    ["5.0.0", true],
    ["4.1.0", true],
    ["5.100.0", true],
    ["5.5.123", true],
    ["2.5.1", true],
    ["5.1.1", false],
    ["5.1.10", false],
    ["5.15.1", false],
    ["6.0.0", false],
    ["15.0.0", false],
    ["5.0.0.1", false],
  ])("%s is vague: %s", (status, vague) => {
    expect(isVague(status)).toBe(vague);
  });

  test.each<[string, string]>([
    ["5.1.0 5.1.1 5.1.3", "bad_mailbox"],
    ["5.1.2 5.4.4 5.4.310", "bad_system"],
    ["5.1.6 5.1.10 5.3.2 5.7.17 5.7.18", "gone"],
    [
      "5.1.4 5.1.7 5.1.8 5.1.9 5.2.2 5.2.3 5.2.4 5.3.1 5.3.3 5.3.4 5.6.0 5.6.123 5.7.13 5.7.16",
      "not_the_address",
    ],
    ["4.1.1 5.1.5 5.1.11 5.2.1 5.3.0 5.7.1 5.7.15 5.4.1 15.1.1 5.1.1.1", "undefined"],
  ])("%s mean %s", (statuses, meaning) => {
    expect(new Set(statuses.split(" ").map((status) => `${meaningOf(status)}`))).toEqual(new Set([meaning]));
    expect(meaningOf(undefined)).toBeUndefined();
  });
});

describe("a failure is", () => {
  const judged = (
    diagnostic: string,
    { status, context = "", remark }: { status?: string; context?: string; remark?: string } = {},
  ) => failureClass({ action: "failed", status, diagnostic, context, remark });
  const RCPT = "(in reply to RCPT TO command)";
  const DATA = "(in reply to end of DATA command)";
  const MAIL = "(in reply to MAIL FROM command)";

  test.each<[string, string, Parameters<typeof judged>[1]]>([
    ["hard", "550 user unknown", { context: RCPT }],
    ["soft", "550 user unknown", { context: DATA }],
    ["soft", "550 user unknown", { context: MAIL }],
    ["hard", "user unknown", {}],
    ["soft", "450 user unknown", { context: RCPT }],
    ["soft", "user unknown", { status: "4.1.1" }],
    ["soft", "450 no", { status: "5.0.0" }],
    ["soft", "450 user unknown", { status: "5.5.0" }],
    ["hard", "556 no", {}],
    ["hard", "550 no", { status: "5.1.6" }],
    ["soft", "550 user unknown", { status: "5.2.3", context: RCPT }],
    ["soft", "550 5.1.1 user unknown", { status: "5.2.2", context: RCPT }],
    ["soft", "550 mailbox full", { status: "5.1.1", context: RCPT }],
    ["soft", "user unknown", { remark: "The mailbox is full." }],
    ["hard", "user unknown", { remark: "The mailbox may be full." }],
    ["hard", "user unknown", { remark: "It may be gone. Or the mailbox is full." }],
    ["soft", "user unknown", { remark: "It may be gone. The mailbox is full." }],
    ["hard", "550 no", { status: "5.1.1" }],
    ["soft", "550 unknown sender", { status: "5.1.1", context: RCPT }],
    ["soft", "550 mail from refused", { status: "5.1.1", context: RCPT }],
    ["soft", "550 no", { status: "5.1.1", context: MAIL }],
    ["hard", "550 no", { status: "5.1.2" }],
    ["soft", "550 no", {}],
    ["soft", "550 no", { context: RCPT }],
  ])("%s: %s %j", (expected, diagnostic, given) => {
    expect(judged(diagnostic, given)).toBe(expected);
  });

  test("soft where it is only delayed", () => {
    expect(failureClass({ action: "delayed", status: "5.1.1", diagnostic: "556", context: "" })).toBe("soft");
  });

  test("read as plain words: lower case, single blanks, no links", () => {
    expect(plainWords(` User\n “Ada”  UNKNOWN_here http://x.example/Y see it’s `)).toBe(
      "user ada unknown here see it's",
    );
    expect(plainWords("HTTPS://X.example/y z")).toBe("z");
    expect(plainWords("a".repeat(2_500))).toHaveLength(2_000);
    expect(plainWords(`${" ".repeat(3_999)}ab`)).toBe("a");
  });

  test("a provider's saying outweighs the codes, and of none nothing is known", () => {
    expect(providerClass("nothing", "known", [])).toBeUndefined();
  });
});

describe("the command is found", () => {
  test.each<[string, string | undefined]>([
    ["after pipelined sending RCPT", "rcpt"],
    ["in reply to EHLO command", "connect"],
    ["response to end of data", "data"],
    ["SMTP:DATA host", "data"],
    ["rcpt to generated", "rcpt"],
    ["did not like our MAIL", "mail"],
    ["but my name was rejected", "connect"],
    ["most progress was DATA", "data"],
    ["unknown recipient or mailbox unavailable ->", "rcpt"],
    ["(state 1)", "connect"],
    ["(state 100)", undefined],
    ["the parcel was refused", undefined],
  ])("%j: %s", (text, phase) => {
    expect(phaseIn(text)).toBe(phase);
  });
});
