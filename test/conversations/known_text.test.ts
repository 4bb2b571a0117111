import { describe, expect, test } from "vitest";
import { repeatedLines } from "../../src/conversations/known_text.ts";

const OURS = [
  "Thank you, Ben.\nYour parcel left us this morning and is now with the carrier.",
  "You can follow it on your order page at any time.\nhttps://kontor.example/o/1\nDHL\nTracking number 00340434",
];
const LONG = "Your parcel left us this morning and is now with the carrier.";

const kinds = (lines: readonly string[], known = OURS) =>
  repeatedLines(lines, known).map((one) => one[0]).join("");

describe("lines of a reply", () => {
  test.each<[string, readonly string[], string]>([
    ["that stand in our mails word by word are repeated", OURS.join("\n").split("\n").slice(1), "rrrrr"],
    ["that the writer wrote stay theirs", ["Where is it?", "", LONG, OURS[1]!.split("\n")[0]!], "oorr"],
    ["may differ in case, quotation marks and blanks", [
      `> ${LONG.toUpperCase()}`,
      ">| you can FOLLOW it – on your order page, at any time",
    ], "rr"],
    ["may be quoted with a wide mark", [
      `＞＞ ${LONG}`,
      "＞ You can follow it on your order page at any time.",
    ], "rr"],
    ["may be broken in other places", [
      "Your parcel left us this morning",
      "and is now with the carrier. You can",
      "follow it on your order page at any time.",
    ], "rrr"],
    ["may hold a link that was rewritten", [
      "Your parcel left us this https://safe.example/?u=9 morning and is now with",
      "the carrier. You can follow it on",
    ], "rr"],
    ["may hold our links between them, also rewritten, and none of the writer's", [
      LONG,
      "https://kontor.example/o/1",
      "https://safe.example/?url=https%3A%2F%2Fkontor.example",
      "https://photos.lovelace.example/7",
      "----",
      OURS[1]!.split("\n")[0]!,
    ], "rrrorr"],
    ["that are short and stand below two blank lines stay the writer's", [
      LONG,
      OURS[1]!.split("\n")[0]!,
      "",
      "",
      "",
      "DHL",
    ], "rrooos"],
    ["with fewer than sixty letters in a row stay the writer's", ["Your parcel left us this morning"], "o"],
    ["that are short are marked, not taken, by themselves", ["DHL", "Why?"], "so"],
    ["that are short within a run are repeated", [LONG, "DHL", OURS[1]!.split("\n")[0]!], "rrr"],
    ["that are empty within a run go with it", [LONG, "", "", OURS[1]!.split("\n")[0]!, ""], "rrrro"],
    ["within a run that are the writer's stay theirs, two at most", [
      LONG,
      "I see",
      "nothing at all",
      OURS[1]!.split("\n")[0]!,
    ], "roor"],
    ["end a run after three", [
      "Your parcel left us this morning and",
      "I wrote",
      "three lines",
      "in between",
      "is now with the carrier. You can follow it",
    ], "ooooo"],
    ["of two runs are judged apart", [
      LONG,
      OURS[1]!.split("\n")[0]!,
      "Zq?",
      "Xj!",
      "Qz.",
      "Jx",
      "Your parcel left us",
    ], "rrooooo"],
  ])("%s", (_, lines, expected) => {
    expect(kinds(lines)).toBe(expected);
  });

  test("of exactly sixty letters are a run, of fifty-nine none", () => {
    const known = "abcdefghijkl".repeat(6);
    expect(kinds([known.slice(0, 60)], [known])).toBe("r");
    expect(kinds([known.slice(0, 59)], [known])).toBe("o");
    // Twelve letters count by themselves, eleven only beside others.
    expect(kinds(Array(5).fill(known.slice(0, 12)), [known])).toBe("rrrrr");
    expect(kinds(Array(9).fill(known.slice(0, 11)), [known])).toBe("sssssssss");
  });

  test("are all the writer's where no mail of ours is known", () => {
    expect(kinds([LONG, "", "DHL"], [])).toBe("ooo");
    expect(kinds([LONG], ["", " – "])).toBe("o");
  });

  test("do not match across two mails of ours but where one ends and the next begins", () => {
    expect(kinds(["morning and is now with the carrier. You can follow it on your order page at any time."]))
      .toBe("r");
    expect(kinds(["page at any time. Your parcel left us this morning and is now with the carrier"])).toBe(
      "o",
    );
  });
});
