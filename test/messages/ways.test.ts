import * as v from "valibot";
import { describe, expect, test } from "vitest";
import { type ChosenWay, ChosenWays, sameWays, SHORT_WAYS, withWay } from "../../src/messages/ways.ts";

const NUMBER = "+4915112345678";
const SMS: ChosenWay = { by: "sms", to: NUMBER, alone: false };

describe("the ways that a customer chose", () => {
  test("are those that carry short messages, each with an address that it knows", () => {
    expect(SHORT_WAYS).toEqual(["sms", "whatsapp", "telegram", "messenger", "instagram"]);
    expect(v.parse(ChosenWays, [{ ...SMS, to: ` ${NUMBER} ` }])).toEqual([SMS]);
    expect(v.parse(ChosenWays, [])).toEqual([]);
  });

  test.each([
    ["an address of another way", [{ ...SMS, to: "ada@lovelace.example" }]],
    ["a number without its country", [{ ...SMS, to: "015112345678" }]],
    ["mail, which everybody gets", [{ ...SMS, by: "mail" }]],
    ["a way that does not say whether it is alone", [{ by: "sms", to: NUMBER }]],
    ["more than eight", Array(9).fill(SMS)],
  ])("are refused with %s", (_, ways) => {
    expect(v.safeParse(ChosenWays, ways).success).toBe(false);
  });

  test("are replaced in place, appended or removed", () => {
    const other = { ...SMS, by: "pager" } as unknown as ChosenWay;
    const alone = { to: "+819012345678", alone: true };
    expect(withWay([], "sms", alone)).toEqual([{ by: "sms", ...alone }]);
    expect(withWay([other], "sms", alone)).toEqual([other, { by: "sms", ...alone }]);
    expect(withWay([SMS, other], "sms", alone)).toEqual([{ by: "sms", ...alone }, other]);
    expect(withWay([SMS, other], "sms", null)).toEqual([other]);
  });

  test.each([
    ["nothing and nothing", [], [], true],
    ["one and the same", [SMS], [{ ...SMS }], true],
    ["one and none", [SMS], [], false],
    ["none and one", [], [SMS], false],
    ["another number", [SMS], [{ ...SMS, to: "+819012345678" }], false],
    ["beside the mail and instead of it", [SMS], [{ ...SMS, alone: true }], false],
    ["another way", [SMS], [{ ...SMS, by: "pager" } as unknown as ChosenWay], false],
    ["a second that differs", [SMS, SMS], [SMS, { ...SMS, alone: true }], false],
  ])("are compared: %s", (_, one, other, same) => {
    expect(sameWays(one, other)).toBe(same);
  });
});
