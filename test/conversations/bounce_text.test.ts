import { describe, expect, test } from "vitest";
import { bounceTextsIn } from "../../src/conversations/bounce_text.ts";

describe("what the text of a bounce says about its recipients", () => {
  test("each of two recipients has the words that stand with it", () => {
    const text =
      "<ben@okada.example>\n550 5.1.1 User unknown\n\n<clara@hoff.example>\n452 4.2.2 Mailbox full";
    expect(bounceTextsIn(text, [], []).map(({ diagnostic }) => diagnostic)).toEqual([
      "<ben@okada.example>\n550 5.1.1 User unknown",
      "<clara@hoff.example>\n452 4.2.2 Mailbox full",
    ]);
  });

  test("the reason may stand before the recipient", () => {
    const text = "550 5.1.1 User unknown here\n\nRecipient: <ben@okada.example>\nplease check this address";
    expect(bounceTextsIn(text, [], [])[0]!.diagnostic).toContain("550 5.1.1");
  });

  test("our own address does not count as failed", () => {
    const text = "<ben@okada.example>: User unknown\n<help@kontor.example>: Your own mail";
    expect(bounceTextsIn(text, [], ["help@kontor.example"]).map(({ recipient }) => recipient))
      .toEqual(["ben@okada.example"]);
  });

  test("an address that is given for questions does not count as failed", () => {
    expect(bounceTextsIn("Write to support: help@mail.example", [], [], true)).toEqual([]);
  });

  test("a recipient who is named twice is one", () => {
    expect(bounceTextsIn("<ben@okada.example>: User unknown\n<Ben@Okada.example>: User unknown", [], []))
      .toHaveLength(1);
  });
});
