import * as v from "valibot";
import { describe, expect, test } from "vitest";
import {
  type ChosenWay,
  ChosenWays,
  insertWay,
  sameWays,
  SHORT_WAYS,
  waysFor,
  withList,
} from "../../src/messages/ways.ts";

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
    ["more than sixteen", Array(17).fill(SMS)],
    ["a class that has no list", [{ ...SMS, class: "essential" }]],
  ])("are refused with %s", (_, ways) => {
    expect(v.safeParse(ChosenWays, ways).success).toBe(false);
  });

  const CHAT: ChosenWay = { by: "telegram", to: "telegram:4711", alone: true };
  const CARE: ChosenWay = { ...CHAT, class: "care" };

  test("are a list for each class; what names none is news of the parcel", () => {
    expect(waysFor([CARE, SMS, CHAT], "progress")).toEqual([SMS, CHAT]);
    expect(waysFor([CARE, SMS, CHAT], "care")).toEqual([CARE]);
    expect(waysFor(undefined, "care")).toEqual([]);
  });

  test("are replaced a list at a time: the other class stays as it is", () => {
    expect(withList([SMS, CARE], "progress", [CHAT])).toEqual([CHAT, CARE]);
    expect(withList([SMS, CARE], "progress", [])).toEqual([CARE]);
    expect(withList([SMS], "care", [CHAT])).toEqual([SMS, CARE]);
    expect(withList([SMS, CARE], "care", [])).toEqual([SMS]);
  });

  test("take in one that was proven later at its place in the customer's order", () => {
    const list = { order: ["telegram", "whatsapp", "sms"] as const, alone: true };
    const number = { ...SMS, alone: true };
    const chat = { by: "telegram", to: "telegram:4711" } as const;
    expect(insertWay([number, CARE], "progress", chat, list)).toEqual([CHAT, number, CARE]);
    // Another number of the same way takes the place of the one before.
    expect(insertWay([{ ...CHAT, to: "telegram:1" }, number], "progress", chat, list)).toEqual([
      CHAT,
      number,
    ]);
    expect(insertWay([], "care", chat, { order: [], alone: false })).toEqual([{ ...CARE, alone: false }]);
  });

  test.each<readonly [string, ChosenWays, ChosenWays, boolean]>([
    ["nothing and nothing", [], [], true],
    ["one and the same", [SMS], [{ ...SMS }], true],
    ["one and none", [SMS], [], false],
    ["none and one", [], [SMS], false],
    ["another number", [SMS], [{ ...SMS, to: "+819012345678" }], false],
    ["beside the mail and instead of it", [SMS], [{ ...SMS, alone: true }], false],
    ["another way", [SMS], [{ ...SMS, by: "pager" } as unknown as ChosenWay], false],
    ["another class", [SMS], [{ ...SMS, class: "care" }], false],
    ["no class and the class of the parcel's news", [SMS], [{ ...SMS, class: "progress" }], true],
    ["a second that differs", [SMS, SMS], [SMS, { ...SMS, alone: true }], false],
  ])("are compared: %s", (_, one, other, same) => {
    expect(sameWays(one, other)).toBe(same);
  });
});
