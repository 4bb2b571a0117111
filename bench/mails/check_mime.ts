/**
 * Checks that the bytes are valid and every reader understands them alike: byte lint, postal-mime and Python's
 * `email` on every mail.
 */
import { decodeWords } from "postal-mime";
import { headerText } from "../../src/mail/mime/encoded_word.ts";
import { lintBytes } from "../../test/support/byte_lint.ts";
import { readBack } from "../../test/support/read_back.ts";
import { OUT } from "./files.ts";
import type { WrittenMail } from "./mail_set.ts";
import type { CheckResult } from "./check_report.ts";

/** What an independent reader read of a mail; only `error` when it refused the mail. */
interface Reading {
  readonly headers?: readonly (readonly [string, string])[];
  readonly text?: string;
  readonly html?: string;
  readonly defects?: readonly string[];
  readonly error?: string;
}

interface Row {
  readonly locale: string;
  mails: number;
  lint_faults: number;
  subjects_unlike: number;
  postal_mime_unlike: number;
  python_unlike: number | string;
}

/** Reads the `.eml` files, so they must have been written. */
export async function checkMime(mails: readonly WrittenMail[]): Promise<CheckResult> {
  const python = await pythonReadings(mails.map(({ path }) => `${OUT}/${path}.eml`));
  const faults: string[] = [];
  const rows = new Map<string, Row>();
  for (const [index, written] of mails.entries()) {
    const row = rows.get(written.locale) ?? blankRow(written.locale, python !== undefined);
    rows.set(written.locale, row);
    const { lint, subject, postal_mime, headers } = await examined(written);
    const by_python = python === undefined ? [] : pythonUnlike(python[index]!, written, headers);
    row.mails++;
    row.lint_faults += lint.length;
    row.subjects_unlike += subject.length;
    row.postal_mime_unlike += postal_mime.length;
    if (typeof row.python_unlike === "number") row.python_unlike += by_python.length;
    faults.push(
      ...[...lint, ...subject, ...postal_mime, ...by_python].map((fault) => `${written.path}: ${fault}`),
    );
  }
  return {
    check: "MIME: byte lint, postal-mime, Python",
    rows: [...rows.values()].map((row) => ({ ...row })),
    faults,
    ...(python === undefined ? { skipped: "python3 not found: Python's reading was skipped" } : {}),
  };
}

async function examined({ mail, raw }: WrittenMail) {
  const read = await readBack(raw);
  const subject = read.subject === headerText(mail.subject)
    ? []
    : [`the subject reads ${read.subject}, not ${mail.subject}`];
  const postal_mime = [
    ...(read.text === mail.text ? [] : ["postal-mime: the text part"]),
    ...(read.html === mail.html ? [] : ["postal-mime: the HTML part"]),
    ...(read.to?.[0]?.address === mail.to.email && read.to.length === 1 ? [] : ["postal-mime: To"]),
    ...(read.from?.address === mail.from.email ? [] : ["postal-mime: From"]),
  ];
  return { lint: lintBytes(raw), subject, postal_mime, headers: read.headers };
}

function pythonUnlike(
  reading: Reading,
  { mail }: WrittenMail,
  headers: readonly { readonly key: string; readonly value: string }[],
): readonly string[] {
  if (reading.error !== undefined) return [`Python: ${reading.error}`];
  const by_python = reading.headers!.map(([name, value]) => `${name.toLowerCase()}: ${unspaced(value)}`);
  const by_postal_mime = headers.map(({ key, value }) => `${key}: ${unspaced(decodeWords(value))}`);
  const unlike = by_postal_mime.filter((header) => !by_python.includes(header));
  return [
    ...reading.defects!.map((defect) => `Python: ${defect}`),
    ...(by_python.length === by_postal_mime.length ? [] : ["Python: another number of headers"]),
    ...unlike.map((header) => `Python reads otherwise: ${header}`),
    ...(plainLines(reading.text!) === mail.text ? [] : ["Python: the text part"]),
    ...(plainLines(reading.html!) === mail.html ? [] : ["Python: the HTML part"]),
  ];
}

/** Returns undefined when there is no python3. */
async function pythonReadings(paths: readonly string[]): Promise<readonly Reading[] | undefined> {
  const script = new URL("./read_mails.py", import.meta.url).pathname;
  const list = await Deno.makeTempFile();
  await Deno.writeTextFile(list, paths.map((path) => `${path}\n`).join(""));
  try {
    const { success, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", 'command -v python3 >/dev/null || exit 127; python3 "$1" < "$2"', "sh", script, list],
    }).output();
    if (success) {
      return new TextDecoder().decode(stdout).trimEnd().split("\n").map((line) => JSON.parse(line));
    }
    const said = new TextDecoder().decode(stderr);
    if (said === "") return undefined;
    throw new Error(`Cannot read mails with Python: ${said}`);
  } finally {
    await Deno.remove(list);
  }
}

function blankRow(locale: string, has_python: boolean): Row {
  return {
    locale,
    mails: 0,
    lint_faults: 0,
    subjects_unlike: 0,
    postal_mime_unlike: 0,
    python_unlike: has_python ? 0 : "skipped",
  };
}

/**
 * Before 3.13 Python adds a space between encoded words that belong to one display name; it also quotes names
 * differently.
 */
function unspaced(text: string): string {
  return text.replaceAll(/[\s"\\<>]+/g, "");
}

function plainLines(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
