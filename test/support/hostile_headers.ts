/** Text that tries to leave the header it is put into, and the judgement of the mail that comes of it; the same for tests and benchmarks. */
import type { Address } from "postal-mime";
import { asciiAddress } from "../../src/mail/mime/ascii_address.ts";
import { fileName } from "../../src/mail/mime/attachment.ts";
import { compose, type Mail, type Mailbox } from "../../src/mail/mime/compose.ts";
import { headerText } from "../../src/mail/mime/encoded_word.ts";
import { HeaderRefused } from "../../src/mail/mime/header_refused.ts";
import { lintBytes } from "./byte_lint.ts";
import { MAIL } from "./ordinary_mail.ts";
import { readBack } from "./read_back.ts";

export interface HostileField {
  readonly name: string;
  /** Free text is never refused: its mail goes out, cleaned. */
  readonly free_text: boolean;
  value(random: Random): string;
  mail(value: string): Mail;
}

/** What became of one mail. Lists are empty where all is well. */
export type Examination =
  | { readonly outcome: "refused"; readonly message: string }
  | {
    readonly outcome: "composed";
    readonly raw: string;
    readonly extra_headers: readonly string[];
    /** Recipients that are not the one meant, or something said that reads back otherwise. */
    readonly misread: readonly string[];
    readonly faults: readonly string[];
  };

/** From 0 to below 1. */
export type Random = () => number;

/** The headers of every mail composed here, in no order. */
export const EXPECTED_HEADERS: readonly string[] = [
  "from",
  "to",
  "reply-to",
  "subject",
  "date",
  "message-id",
  "x-order",
  "auto-submitted",
  "mime-version",
  "content-type",
];

/** Every place where text from outside may reach a header. */
export const HOSTILE_FIELDS: readonly HostileField[] = [
  { name: "subject", free_text: true, value: hostileText, mail: (subject) => ({ ...MAIL, subject }) },
  {
    name: "from name",
    free_text: true,
    value: hostileText,
    mail: (name) => ({ ...MAIL, from: { ...MAIL.from, name } }),
  },
  {
    name: "to name",
    free_text: true,
    value: hostileText,
    mail: (name) => ({ ...MAIL, to: { ...MAIL.to, name } }),
  },
  {
    name: "reply-to name",
    free_text: true,
    value: hostileText,
    mail: (name) => ({ ...MAIL, reply_to: { email: "reply@example.com", name } }),
  },
  {
    name: "to address",
    free_text: false,
    value: hostileAddress,
    mail: (email) => ({ ...MAIL, to: { email } }),
  },
  {
    name: "X- header",
    free_text: false,
    value: hostileText,
    mail: (value) => ({ ...MAIL, headers: { ...MAIL.headers, "X-Order": value } }),
  },
  {
    name: "other header",
    free_text: false,
    value: hostileText,
    mail: (value) => ({ ...MAIL, headers: { ...MAIL.headers, "Auto-Submitted": value } }),
  },
  {
    name: "file name",
    free_text: true,
    value: hostileText,
    mail: (filename) => ({
      ...MAIL,
      attachments: [{ filename, content_type: "application/pdf", content: PDF }],
    }),
  },
];

const PDF = new TextEncoder().encode("%PDF-1.7\n--waybill\n");

const FRAGMENTS = [
  ..."\r\n\0\t\x08\x0b\x0c\x1b\x1c\x1d\x1e\x7f\x85\u2028\u2029\u00a0\u3000\u200b\u202e\ufeff\ufffd\"\\,;:<>()[]@.=?_%&'",
  ..."\ud800\udbff\udc00\udfff",
  ..."éßжعا日本語ก😀𝔸",
  "\r\n",
  "\r\n ",
  "\r\n\r\n",
  "\r\nBcc: eve@evil.example",
  "\nBcc: eve@evil.example\n",
  "\rBcc: eve@evil.example\r",
  "\u2028Bcc: eve@evil.example",
  "\r\n\r\n<script>",
  "<eve@evil.example>",
  ", eve@evil.example",
  '" <eve@evil.example>, "',
  "undisclosed-recipients:;",
  "=?utf-8?q?=0d=0aBcc:_eve=40evil.example?=",
  "=?UTF-8?B?DQpCY2M6IGV2ZUBldmlsLmV4YW1wbGU=?=",
  "=?utf-8?q?=22_=3Ceve=40evil.example=3E=2C?=",
  "=?iso-2022-jp?b?GyRC?=",
  "=?utf-8?q?=C3?= =?utf-8?q?=A9?=",
  "=?",
  "?=",
  "%0d%0aBcc:",
  "--waybill",
  "👩‍👩‍👧‍👦",
  "  ",
];
/** Rarer, as they take every reader long. */
const LONG = [" ".repeat(90), "word ".repeat(30), "x".repeat(80), "ü".repeat(60), "x".repeat(1100)];
const DOMAINS = [
  "example.org",
  "bücher.example",
  "例え.テスト",
  "xn--bcher-kva.example",
  "a.b.c.example",
  "localhost",
];
const LOCALS = [
  "ada",
  "ada+1001",
  "a..b",
  "o'brien",
  "ada.",
  "=?utf-8?q?eve=40evil.example?=",
  '"ada lovelace"',
  "アダ",
];

/** Numbers that are the same for the same seed (mulberry32). */
export function seeded(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Composes the mail and lets an independent reader and the byte lint look at it. An error that is no refusal is thrown on. */
export async function examine(mail: Mail): Promise<Examination> {
  let raw: string;
  try {
    raw = await compose(mail);
  } catch (error) {
    if (!(error instanceof HeaderRefused)) throw error;
    return { outcome: "refused", message: error.message };
  }
  const read = await readBack(raw);
  const misread = [
    ...mailboxMisread("From", mail.from, read.from === undefined ? [] : [read.from]),
    ...mailboxMisread("To", mail.to, read.to ?? []),
    ...mailboxMisread("Reply-To", mail.reply_to!, read.replyTo ?? []),
    ...(read.cc ?? []).map(() => "Cc"),
    ...(read.bcc ?? []).map(() => "Bcc"),
  ];
  if ((read.subject ?? "") !== headerText(mail.subject)) misread.push("Subject");
  if (read.text !== mail.text || read.html !== mail.html) misread.push("body");
  const files = read.attachments.map(({ filename, mimeType }) => `${filename} ${mimeType}`);
  const meant = (mail.attachments ?? []).map((file) => `${fileName(file)} ${file.content_type}`);
  if (files.join("\n") !== meant.join("\n")) misread.push("attachments");
  return {
    outcome: "composed",
    raw,
    extra_headers: extraHeaders(read.headers.map((header) => header.key)),
    misread,
    faults: lintBytes(raw),
  };
}

/** The names beyond one of each expected header; a missing one counts too, as `no …`. */
export function extraHeaders(names: readonly string[]): readonly string[] {
  const left = [...EXPECTED_HEADERS];
  const extra = names.map((name) => name.toLowerCase()).filter((name) => {
    const index = left.indexOf(name);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  return [...extra, ...left.map((name) => `no ${name}`)];
}

function mailboxMisread(field: string, meant: Mailbox, read: readonly Address[]): readonly string[] {
  const [box] = read;
  if (read.length !== 1 || box?.address !== asciiAddress(meant.email, field)) return [`${field} address`];
  return box.name === headerText(meant.name ?? "") ? [] : [`${field} name`];
}

/** Words, fragments and single UTF-16 units of any kind, mixed. */
function hostileText(random: Random): string {
  return Array.from({ length: 1 + Math.floor(random() * 7) }, () => {
    const kind = random();
    if (kind < 0.02) return pick(LONG, random);
    if (kind < 0.6) return pick(FRAGMENTS, random);
    if (kind < 0.85) return pick(["Ada", "order", "1001", "Grüße", " ", "a b"], random);
    return String.fromCharCode(Math.floor(random() * (random() < 0.5 ? 0x100 : 0x10000)));
  }).join("");
}

/** An address, most often with something put somewhere into it. */
function hostileAddress(random: Random): string {
  const address = `${pick(LOCALS, random)}@${pick(DOMAINS, random)}`;
  if (random() < 0.25) return address;
  const at = Math.floor(random() * (address.length + 1));
  return address.slice(0, at) + hostileText(random).slice(0, random() < 0.7 ? 1 : 400) + address.slice(at);
}

function pick<T>(choices: readonly T[], random: Random): T {
  return choices[Math.floor(random() * choices.length)]!;
}
