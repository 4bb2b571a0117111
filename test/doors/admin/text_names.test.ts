import { describe, expect, test } from "vitest";
import { textsOfKind } from "../../../src/doors/admin/mail_kinds_view.ts";
import { textName } from "../../../src/doors/admin/text_names.ts";
import { MAIL_KINDS } from "../../../src/messages/message.ts";
import en from "../../../templates/admin/locales/en.json" with { type: "json" };

const TEXTS = MAIL_KINDS.flatMap((kind) => textsOfKind(kind, "en").map((text) => ({ kind, ...text })));

test("a text is called by its part of the mail and its case, or by the words in whose place it stands", () => {
  expect(textName("subject", "Order {number}")).toBe("Subject");
  expect(textName("subject_some", "Part of {number}")).toBe("Subject: part of the order");
  expect(textName("activation_open", "Open")).toBe("Button: new account");
  expect(textName("to_come", "Still to come")).toBe("Instead of “Still to come”");
});

describe("the texts of a kind", () => {
  test.each(MAIL_KINDS)("%s have names that can be told apart", (kind) => {
    const names = TEXTS.filter((text) => text.kind === kind).map(({ name, usual }) => textName(name, usual));
    expect(names).toEqual([...new Set(names)]);
    expect(names.filter((name) => name.includes("_"))).toEqual([]);
  });
});

test("a case has a name only where a text has that case", () => {
  const cases = Object.keys(en).filter((key) => key.startsWith("textcase.")).map((key) => key.slice(9));
  const named = new Set(TEXTS.map(({ name, usual }) => textName(name, usual).split(": ").at(-1)));
  expect(cases.filter((one) => !named.has((en as Record<string, string>)[`textcase.${one}`]))).toEqual([]);
});
