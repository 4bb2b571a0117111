/** Shows that the byte lint finds each kind of fault: a mail without any, and the same mail with one thing wrong. */
import { expect, test } from "vitest";
import { lintBytes } from "./byte_lint.ts";

const VALID = [
  "From: =?UTF-8?Q?Blumen_=26_S=C3=B6hne?= <shop@example.com>",
  'To: "Lovelace, Ada" <ada@example.org>',
  "Reply-To: <reply+1001@example.com>",
  "Subject: =?UTF-8?B?R3LDvMOfZQ==?=",
  " =?UTF-8?Q?_aus_Berlin?=",
  "Date: Sun, 22 Nov 2026 09:30:00 +0000",
  "Message-ID: <58f6bc315ad44628@example.com>",
  "List-Unsubscribe: <mailto:unsubscribe@example.com>,",
  " <https://example.com/unsubscribe/0123456789012345678901234567890123456789012345678901234567890123456789>",
  "MIME-Version: 1.0",
  "Content-Type: multipart/alternative; boundary=edge",
  "",
  "--edge",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "Gr=C3=BC=C3=9Fe =",
  "aus Berlin",
  "--edge",
  "Content-Type: text/html; charset=utf-8",
  "Content-Transfer-Encoding: base64",
  "",
  "PHA+R3LDvMOfZSBhdXMgQmVybGluPC9wPg==",
  "--edge--",
  "",
].join("\r\n");

/** What is wrong; what stands in the valid mail; what stands there instead; the fault. */
const WRONG: readonly (readonly [string, string, string, string])[] = [
  ["a line feed alone", "Berlin\r\n--edge", "Berlin\n\r\n--edge", "line 18: bare LF"],
  ["a carriage return alone", "aus Berlin\r\n", "aus\rBerlin\r\n", "line 18: bare CR"],
  ["a NUL", "aus Berlin\r\n", "aus\0Berlin\r\n", "line 18: NUL"],
  ["another control character", "aus Berlin\r\n", "aus\x1bBerlin\r\n", "line 18: control character"],
  ["a letter beyond ASCII", "aus Berlin\r\n", "aus Köln\r\n", "line 18: not ASCII"],
  ["an endless line", "aus Berlin\r\n", `${"x".repeat(999)}\r\n`, "line 18: longer than 998 characters"],
  ["no line break at the end", "--edge--\r\n", "--edge--", "message: does not end with CRLF"],

  ["a space before the colon", "Date: ", "Date : ", "message: header line without a name"],
  ["a line that is no header", "Date: ", "Hello\r\nDate: ", "message: header line without a name"],
  [
    "a folded line of nothing but spaces",
    " =?UTF-8?Q?_aus",
    " \r\n =?UTF-8?Q?_aus",
    "message: folded line of spaces",
  ],
  ["a folded line before any header", "From: ", " folded\r\nFrom: ", "message: begins with a folded line"],
  ["a header without a value", "Date: ", "X-Note:\r\nDate: ", "message: X-Note is empty"],
  [
    "a vertical tab in a header",
    "Date: ",
    "X-Note: a\x0bb\r\nDate: ",
    "message: X-Note has a character that no header may have",
  ],
  [
    "a long header line that could be folded",
    "Date: ",
    `X-Note: ${"word ".repeat(15)}word\r\nDate: `,
    "message: X-Note has a foldable line longer than 78",
  ],

  [
    "a line of encoded words beyond 76",
    " =?UTF-8?Q?_aus_Berlin?=",
    ` =?UTF-8?Q?_aus?= =?UTF-8?Q?${"x".repeat(50)}?=`,
    "message: Subject has a line with encoded words longer than 76",
  ],
  [
    "an encoded word beyond 75",
    " =?UTF-8?Q?_aus_Berlin?=",
    ` =?UTF-8?Q?${"x".repeat(64)}?=`,
    "message: Subject has an encoded word longer than 75",
  ],
  [
    "an encoded word that touches its neighbour",
    " =?UTF-8?Q?_aus_Berlin?=",
    " =?UTF-8?Q?_aus?==?UTF-8?Q?_Berlin?=",
    "message: Subject has an encoded word without space around it",
  ],
  [
    "an encoded word inside quotes",
    '"Lovelace, Ada"',
    '"Lovelace =?UTF-8?Q?Ada?="',
    "message: To has an encoded word inside quotes",
  ],
  [
    "an encoded word with a space in it",
    "_aus_Berlin",
    "_aus Berlin",
    "message: Subject has an illegal encoded word",
  ],
  [
    "an encoded word in an unknown charset",
    "=?UTF-8?Q?_aus",
    "=?klingon?Q?_aus",
    "message: Subject has an illegal encoded word",
  ],
  [
    "an encoded word in an unknown encoding",
    "=?UTF-8?Q?_aus",
    "=?UTF-8?X?_aus",
    "message: Subject has an illegal encoded word",
  ],
  [
    "an encoded word of broken base64",
    "R3LDvMOfZQ==",
    "R3LDvMOfZQ=",
    "message: Subject has an illegal encoded word",
  ],
  [
    "an encoded word that ends within a character",
    "R3LDvMOfZQ==",
    "R3LDvMM=",
    "message: Subject has an illegal encoded word",
  ],
  [
    "an encoded word that hides a line break",
    "_aus_Berlin",
    "=0D=0ABcc:_eve",
    "message: Subject has a control character in an encoded word",
  ],

  ["an address without a domain", "<ada@example.org>", "<ada>", "message: To is no list of mailboxes"],
  ["an unquoted comma in a name", '"Lovelace, Ada"', "Lovelace, Ada", "message: To is no list of mailboxes"],
  [
    "a name without its closing quote",
    '"Lovelace, Ada"',
    '"Lovelace, Ada',
    "message: To is no list of mailboxes",
  ],
  [
    "an encoded comma that was not encoded",
    "=?UTF-8?Q?Blumen_=26_S=C3=B6hne?=",
    "=?UTF-8?Q?S=C3=B6hne,?=",
    "message: From is no list of mailboxes",
  ],
  ["two dots in an address", "ada@example.org", "ada..l@example.org", "message: To is no list of mailboxes"],
  [
    "a Message-ID without brackets",
    "<58f6bc315ad44628@example.com>",
    "58f6bc315ad44628@example.com",
    "message: malformed Message-ID",
  ],
  ["a Message-ID with a space", "<58f6bc315ad44628@", "<58f6 bc315ad44628@", "message: malformed Message-ID"],
  [
    "a date in another format",
    "Sun, 22 Nov 2026 09:30:00 +0000",
    "2026-11-22T09:30:00Z",
    "message: malformed Date",
  ],
  ["a date on another day of the week", "Sun, 22 Nov", "Mon, 22 Nov", "message: malformed Date"],
  ["a date that does not exist", "22 Nov 2026 09:30", "22 Nov 2026 29:30", "message: malformed Date"],
  ["another MIME version", "MIME-Version: 1.0", "MIME-Version: 1", "message: MIME-Version is not 1.0"],

  [
    "headers that never end",
    VALID.slice(VALID.indexOf("\r\n\r\n")),
    "\r\n",
    "message: no empty line after the headers",
  ],
  ["a multipart without boundary", "; boundary=edge", "", "message: multipart without boundary"],
  ["a boundary that no boundary may be", "boundary=edge", 'boundary="edge "', "message: malformed boundary"],
  ["a boundary that never opens", "boundary=edge", "boundary=brink", "message: boundary never opened"],
  ["a boundary that never closes", "--edge--\r\n", "", "message: boundary never closed"],
  [
    "an encoded multipart",
    "MIME-Version: 1.0",
    "MIME-Version: 1.0\r\nContent-Transfer-Encoding: base64",
    "message: multipart under base64",
  ],
  [
    "a part without an end to its headers",
    VALID.slice(VALID.indexOf("\r\n\r\nPHA"), VALID.indexOf("\r\n--edge--")),
    "",
    "part 2: no empty line after the headers",
  ],
  ["text alone", "text/html", "text/plain", "message: alternative without text and HTML"],
  [
    "a transfer encoding that nobody knows",
    "Encoding: base64",
    "Encoding: base46",
    "part 2: unknown transfer encoding",
  ],
  [
    "eight bits under seven",
    "Encoding: base64\r\n\r\nPHA+",
    "Encoding: 7bit\r\n\r\nPHÄ+",
    "part 2: 8bit under 7bit",
  ],
  ["base64 with a letter of no alphabet", "PHA+", "PHA*", "part 2: illegal base64"],
  ["base64 without its padding", "PC9wPg==", "PC9wPg", "part 2: illegal base64"],
  ["base64 in one long line", "PHA+", `${"PHA+".repeat(20)}`, "part 2: base64 line longer than 76"],
  ["quoted-printable with half an escape", "=C3=BC", "=C3=B", "part 1: illegal quoted-printable"],
  ["quoted-printable in small letters", "=C3=BC", "=c3=bc", "part 1: illegal quoted-printable"],
  [
    "quoted-printable in one long line",
    "aus Berlin",
    "x".repeat(77),
    "part 1: quoted-printable line longer than 76",
  ],
  [
    "quoted-printable with a space at its end",
    "aus Berlin\r\n",
    "aus \r\n",
    "part 1: quoted-printable line ends in a space",
  ],
  [
    "quoted-printable that ends in a soft break",
    "aus Berlin\r\n",
    "aus=\r\n",
    "part 1: quoted-printable ends in a soft break",
  ],
  ["half a character in a body", "=C3=BC", "=C3", "part 1: not in its charset"],
  [
    "half a character in a base64 body",
    "PHA+R3LDvMOfZSBhdXMgQmVybGluPC9wPg==",
    "R3LD",
    "part 2: not in its charset",
  ],
];

test("a valid mail has no fault", () => {
  expect(lintBytes(VALID)).toEqual([]);
});

for (const [name, valid, wrong, fault] of WRONG) {
  test(`the lint finds ${name}`, () => {
    expect(VALID).toContain(valid);
    expect(lintBytes(VALID.replace(valid, () => wrong))).toContain(fault);
  });
}

for (const name of ["From", "To", "Subject", "Date", "Message-ID", "MIME-Version"]) {
  test(`the lint reports that ${name} is missing`, () => {
    const without = VALID.replace(new RegExp(`^${name}: `, "m"), `X-${name}: `);
    expect(lintBytes(without)).toContain(`message: no ${name}`);
  });
}

for (
  const name of ["From", "To", "Reply-To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
) {
  test(`the lint finds a second ${name}, in upper or lower case`, () => {
    const line = new RegExp(`^${name}: .*(?:\r\n .*)*`, "m").exec(VALID)![0];
    const twice = VALID.replace("\r\n\r\n", () => `\r\n${line.replace(name, name.toLowerCase())}\r\n\r\n`);
    expect(lintBytes(twice)).toEqual([`message: more than one ${name}`]);
  });
}

test("the lint finds HTML that comes before the plain text", () => {
  const html_first = VALID.replace("text/plain", "text/x").replace("text/html", "text/plain").replace(
    "text/x",
    "text/html",
  );
  expect(lintBytes(html_first)).toEqual(["message: HTML before text"]);
});

test("the lint examines a multipart within a multipart", () => {
  const inner = VALID.slice(VALID.indexOf("Content-Type: multipart"), -2).replaceAll("edge", "inner").replace(
    "=C3=BC",
    "=C3",
  );
  const outer = VALID.slice(0, VALID.indexOf("Content-Type: multipart")) +
    `Content-Type: multipart/mixed; boundary="edge"\r\n\r\n--edge\r\n${inner}\r\n--edge--\r\n`;
  expect(lintBytes(outer)).toEqual(["part 1.1: not in its charset"]);
});

test("a word too long to fold is not a fault, and neither is an empty subject", () => {
  expect(lintBytes(VALID.replace("Date: ", `X-Note: ${"x".repeat(200)}\r\nDate: `))).toEqual([]);
  expect(lintBytes(VALID.replace(/Subject:[^]*Berlin\?=/, "Subject: "))).toEqual([]);
});
