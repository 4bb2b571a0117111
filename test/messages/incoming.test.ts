import { describe, expect, test } from "vitest";
import { isCarriersWord, wishIn } from "../../src/messages/incoming.ts";

describe("one word is a wish", () => {
  test.each(["stop", " STOP. ", "/stop", "Unsubscribe", "désabonner", "disiscrivi", "配信停止", "إيقاف"])(
    "%s: no more",
    (word) => {
      expect(wishIn(word, "whatsapp")).toBe("stop");
      expect(wishIn(word, "sms")).toBe("stop");
    },
  );

  test.each(["cancel", "End", "quit", "revoke"])(
    "%s: no more of texts, where carriers listen, and else a customer's words",
    (word) => {
      expect(wishIn(word, "sms")).toBe("stop");
      expect(isCarriersWord(word)).toBe(true);
      expect(wishIn(word, "telegram")).toBeNull();
    },
  );

  test("and within a sentence it is none", () => {
    expect(wishIn("Please stop ringing", "sms")).toBeNull();
    expect(wishIn("Cancel my order", "sms")).toBeNull();
    expect(isCarriersWord("abmelden")).toBe(false);
  });
});
