import { describe, expect, test } from "vitest";
import { firstName, greetingName } from "../../../src/mail/format/greeting.ts";

describe("the given name", () => {
  test.each([
    ".",
    "-",
    "null",
    "NULL",
    "N/A",
    "undefined",
    "Unknown",
    "grace@hopper.example",
    "https://x.example",
    "12345",
  ])(
    "is none where the form holds %j",
    (first_name) => expect(firstName({ first_name })).toBeNull(),
  );

  test.each(["Grace", "Zoë", "花子", "O’Neill", "Jean-Luc"])("is the given name: %s", (first_name) => {
    expect(firstName({ first_name })).toBe(first_name);
  });
});

describe("the name of a greeting", () => {
  test.each([
    ["ja", "山田 太郎", "太郎", "山田"],
    ["ja-JP", "山田　太郎", undefined, "山田"],
    ["ja", "山田太郎", "太郎", "山田太郎"],
    ["ja", "Ben Okada", "Ben", "Ben Okada"],
  ])(
    "in %s of %s is that of the family, or the whole where nobody can tell",
    (locale, name, first_name, wanted) => {
      expect(greetingName({ name, first_name }, locale, undefined)).toBe(wanted);
    },
  );

  test("in Japanese is none where only a given name is known", () => {
    expect(greetingName({ first_name: "太郎" }, "ja", undefined)).toBeNull();
    expect(greetingName({ first_name: "太郎", name: "太郎" }, "ja", undefined)).toBeNull();
  });

  test("in German is the whole name with Sie, and the first name with du", () => {
    const ada = { first_name: "Ada", name: "Ada Lovelace" };
    expect(greetingName(ada, "de-DE", undefined)).toBe("Ada Lovelace");
    expect(greetingName(ada, "de-DE", "informal")).toBe("Ada");
    expect(greetingName({ first_name: "Ada" }, "de", "formal")).toBeNull();
  });

  test("elsewhere is the first name", () => {
    expect(greetingName({ name: "Ada Lovelace" }, "en-GB", undefined)).toBe("Ada");
    expect(greetingName({ first_name: "Ada" }, "es", "formal")).toBe("Ada");
  });

  test("longer than any name is none", () => {
    expect(greetingName({ name: `Ada ${"y".repeat(60)}` }, "de", undefined)).toBeNull();
  });
});
