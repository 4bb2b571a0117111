import fc from "fast-check";
import { analyse } from "scslre";
import { afterEach, describe, expect, test, vi } from "vitest";
import { classifyInbound } from "../../src/conversations/inbound.ts";
import { WORDING } from "../../src/conversations/wording.ts";
import { replyText } from "../../src/conversations/reply_text.ts";
import { parseInbound } from "../../src/mail/mime/parse.ts";
import { INBOUND_FIXTURES, readMail } from "../support/inbound.ts";

const TYPES = ["bounce", "delivered", "complaint", "auto_reply", "person"];
const FIXTURES = Object.entries(INBOUND_FIXTURES).map(([name, raw]) => ({
  name,
  bytes: new TextEncoder().encode(raw),
}));

afterEach(() => void vi.restoreAllMocks());

describe("whatever comes in", () => {
  test("a mail that is cut off or changed at any point is read without an exception", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...FIXTURES),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255)), { maxLength: 12 }),
        async ({ bytes }, share, changes) => {
          const cut = bytes.slice(0, Math.floor(share * bytes.length));
          for (const [where, byte] of changes) {
            if (cut.length > 0) cut[Math.floor(where * (cut.length - 1))] = byte;
          }
          const mail = await readMail(cut);
          expect(TYPES).toContain(classifyInbound(mail).type);
          expect(typeof replyText(mail)).toBe("string");
        },
      ),
      { numRuns: 400, seed: 1 },
    );
  });

  test("a person's mail still counts as a person's, however its body is cut off", async () => {
    const persons = FIXTURES.filter(({ name }) => name.startsWith("person_"));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...persons),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async ({ bytes }, share) => {
          const head = new TextDecoder().decode(bytes).indexOf("\r\n\r\n") + 4;
          const length = head + Math.floor(share * (bytes.length - head));
          expect(classifyInbound(await readMail(bytes.slice(0, length))).type).toBe("person");
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  test("a mail that postal-mime cannot read is refused without an exception", async () => {
    const nested = Array.from(
      { length: 300 },
      (_, at) => `Content-Type: multipart/mixed; boundary="b${at}"\r\n\r\n--b${at}\r\n`,
    );
    expect(await parseInbound(new TextEncoder().encode(nested.join("")))).toMatchObject({
      ok: false,
      reason: "unreadable",
    });
  });
});

describe("the work grows only in proportion to the mail", () => {
  const UNITS = [
    "a",
    "<",
    "@",
    "a@",
    "> ",
    " ",
    "\n",
    "<!--",
    "<b>",
    "&#",
    "---",
    '"',
    "[(",
    "=?",
    "エラー",
    "a@b.example ",
    "550 5.1.1 ",
    "recipient address ",
    "was not ",
    "account x y z ",
    "mail from ",
    "On a wrote ",
    "<a@b.example>:\n550 user unknown\n",
    ">>> RCPT TO:<a@b.example>\n",
    "Received: x\nTo: a@b.example\n",
    "Final-Recipient: rfc822; a@b.example\nAction: failed\n\n",
    `${"x".repeat(900)}\n`,
  ];

  test.each(UNITS)("doubling the text of %j costs no more than about twice the steps", async (unit) => {
    for (const type of ["text/plain", "text/html"]) {
      const short = await stepsOf(type, unit, 4_000);
      const long = await stepsOf(type, unit, 8_000);
      expect(long).toBeLessThanOrEqual(2.5 * short + 100_000);
    }
  });

  /** Steps: the characters over which a regular expression is led. That each of them is linear is the next test. */
  async function stepsOf(type: string, unit: string, length: number): Promise<number> {
    const body = unit.repeat(Math.ceil(length / unit.length));
    const mail = await readMail(
      `From: MAILER-DAEMON@kontor.example\r\nTo: orders@kontor.example\r\nSubject: failure notice\r\nContent-Type: ${type}\r\n\r\n${body}`,
    );
    const seen = watched();
    classifyInbound(mail);
    replyText(mail);
    vi.restoreAllMocks();
    return seen.characters;
  }

  test("no regular expression that reads a mail can be made to backtrack", async () => {
    const seen = watched();
    const mails = await Promise.all(FIXTURES.map(({ bytes }) => readMail(bytes)));
    for (const mail of mails) {
      classifyInbound(mail);
      replyText(mail);
    }
    vi.restoreAllMocks();
    expect(seen.patterns.size).toBeGreaterThan(90);
    const slow = [...seen.patterns.values()].filter(({ source, flags }) =>
      analyse({ source, flags }).reports.length > 0
    );
    expect(slow.map(String)).toEqual([]);
  });

  test("no wording of a failure can be made to backtrack", () => {
    const rules = Object.values(WORDING).flat().map((rule) => rule instanceof RegExp ? rule : rule[0]);
    expect(rules.length).toBeGreaterThan(60);
    expect(
      rules.filter(({ source, flags }) => analyse({ source, flags }).reports.length > 0).map(String),
    ).toEqual([]);
  });
});

/** Every regular expression that is used from now on, and how much text it is given. */
function watched(): { characters: number; readonly patterns: Map<string, RegExp> } {
  const seen = { characters: 0, patterns: new Map<string, RegExp>() };
  const exec = RegExp.prototype.exec;
  vi.spyOn(RegExp.prototype, "exec").mockImplementation(function (this: RegExp, text: string) {
    const from = this.global || this.sticky ? this.lastIndex : 0;
    const match = exec.call(this, text);
    // `split` makes sticky expressions of its own and asks at every character.
    if (!this.sticky) seen.patterns.set(String(this), this);
    seen.characters += match !== null
      ? match.index + match[0].length - from
      : this.sticky
      ? 1
      : text.length - from;
    return match;
  });
  return seen;
}
