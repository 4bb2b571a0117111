/** Mails that name a wrong character set, none, or an unusual kind of text are read as they were meant. */
import { describe, expect, test } from "vitest";
import { mendedText, mixedText } from "../../../src/mail/mime/charset.ts";
import { parseInbound } from "../../../src/mail/mime/parse.ts";

const UTF8 = new TextEncoder().encode("Grün – bitte");
const WINDOWS = Uint8Array.from([
  0x47,
  0x72,
  0xfc,
  0x6e,
  0x20,
  0x96,
  0x20,
  ...new TextEncoder().encode("bitte"),
]);

async function textOf(headers: string, body: Uint8Array): Promise<string> {
  const head = new TextEncoder().encode(`From: ada@lovelace.example\r\nSubject: x\r\n${headers}\r\n`);
  const mail = await parseInbound(new Uint8Array([...head, ...body]));
  return mail.ok ? mail.value.text.trim() || mail.value.html.trim() : mail.message;
}

describe.each([["UTF-8", UTF8], ["Windows-1252", WINDOWS]] as const)("a text of %s is read", (_, body) => {
  test.each([
    ["where no character set is named", "Content-Type: text/plain\r\n"],
    ["where nothing is named at all", ""],
    ["where ASCII is named", "Content-Type: text/plain; charset=us-ascii\r\n"],
    ["where UTF-8 is named", 'Content-Type: text/plain; charset="UTF-8"\r\n'],
    ["where Latin 1 is named", "Content-Type: text/plain; charset=iso-8859-1\r\n"],
    ["where a set is named that nobody knows", "Content-Type: text/plain; charset=x-unknown\r\n"],
    ["in HTML", "Content-Type: text/html; charset=utf-8\r\n"],
  ])("%s", async (_, headers) => {
    expect(await textOf(headers, body)).toBe("Grün – bitte");
  });
});

test("what is UTF-8 stays so beside a byte that is not", async () => {
  const body = new Uint8Array([...UTF8, 0x20, 0xe9]);
  expect(await textOf("Content-Type: text/plain; charset=utf-8\r\n", body)).toBe("Grün – bitte é");
});

test("letters that could be UTF-8 stay where others of the text cannot", () => {
  expect(mendedText("Un CAFÉ» serré")).toBe("Un CAFÉ» serré");
  expect(mendedText("Grün")).toBe("Grün");
  expect(mendedText("緑でお願いします")).toBe("緑でお願いします");
  expect(mixedText("GrÃ¼n, Grün")).toBe("Grün, Grün");
});

test.each([
  ["text/enriched", "<bold>Green</bold> please, <<not blue>."],
  ["text/markdown", "Green please, <not blue>."],
])("a mail of %s alone is its text", async (type, body) => {
  const said = await textOf(`Content-Type: ${type}; charset=utf-8\r\n`, new TextEncoder().encode(body));
  expect(said).toContain("Green please");
  expect(said).not.toContain("bold");
});

test("a calendar, a card or a table is no text of a mail", async () => {
  for (const type of ["text/calendar", "text/vcard", "text/csv"]) {
    expect(await textOf(`Content-Type: ${type}\r\n`, new TextEncoder().encode("a,b"))).toBe("");
  }
});
