/**
 * Puts hostile text into every header that takes text from outside, and reads each mail with postal-mime, Python and
 * the byte lint: `deno run -A bench/conformance/headers.ts [--count 100000] [--seed 1] [--json]`. Exits 1 on any
 * failure.
 */
import { parseArgs } from "node:util";
import {
  type Examination,
  examine,
  extraHeaders,
  HOSTILE_FIELDS,
  type HostileField,
  type Random,
  seeded,
} from "../../test/support/hostile_headers.ts";
import { asciiAddress } from "../../src/mail/mime/ascii_address.ts";
import { type Attachment, fileName } from "../../src/mail/mime/attachment.ts";
import type { Mailbox } from "../../src/mail/mime/compose.ts";
import { headerText } from "../../src/mail/mime/encoded_word.ts";
import { type PythonReader, pythonReader, type Seen } from "./python_reader.ts";

interface Row {
  readonly field: string;
  generated: number;
  composed: number;
  refused: number;
  /** Free text that was refused although it is allowed: its mail would never have been sent. */
  wrongly_refused: number;
  extra_by_postal_mime: number;
  /** A recipient other than the intended one, or any value that reads back differently. */
  misread_by_postal_mime: number;
  /** Null when Python was not run. */
  extra_by_python: number | null;
  misread_by_python: number | null;
  lint_faults: number;
}

interface Case {
  readonly value: string;
  readonly examination: Examination & { readonly outcome: "composed" };
}

const BATCH = 250;
const BATCHES_AHEAD = 2;
const EXAMPLES_MAX = 10;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    json: { type: "boolean", default: false },
  },
});
Deno.exit(await main(Number(values.count), Number(values.seed), values.json));

async function main(count: number, seed: number, json: boolean): Promise<number> {
  if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
    console.error("--count must be a positive integer and --seed an integer");
    return 2;
  }
  const started_ms = performance.now();
  const python = await pythonReader();
  const examples: string[] = [];
  const rows: Row[] = [];
  for (const [index, field] of HOSTILE_FIELDS.entries()) {
    rows.push(await fieldRow(field, count, seeded(seed + index), python, examples));
  }
  await python?.close();
  const elapsed_s = Math.round((performance.now() - started_ms) / 100) / 10;
  const passed = rows.every((row) => failures(row) === 0);
  if (json) {
    console.log(
      JSON.stringify({ seed, python: python?.version ?? null, elapsed_s, passed, rows, examples }, null, 2),
    );
  } else {
    console.table(Object.fromEntries(rows.map(({ field, ...figures }) => [field, figures])));
    for (const example of examples) console.log(example);
    console.log(
      python === undefined
        ? "python3 not found: Python's reading was skipped"
        : `${python.version} read every mail`,
    );
    console.log(`seed ${seed}, ${elapsed_s} s, ${passed ? "passed" : "FAILED"}`);
  }
  return passed ? 0 : 1;
}

async function fieldRow(
  field: HostileField,
  count: number,
  random: Random,
  python: PythonReader | undefined,
  examples: string[],
): Promise<Row> {
  const row: Row = {
    field: field.name,
    generated: 0,
    composed: 0,
    refused: 0,
    wrongly_refused: 0,
    extra_by_postal_mime: 0,
    misread_by_postal_mime: 0,
    extra_by_python: python === undefined ? null : 0,
    misread_by_python: python === undefined ? null : 0,
    lint_faults: 0,
  };
  // Python reads earlier batches while the next one is composed.
  const judgements: (() => Promise<void>)[] = [];
  while (row.generated < count) {
    const cases = await composedCases(field, Math.min(BATCH, count - row.generated), random, row, examples);
    const seen = await python?.hand(cases.map(({ examination }) => examination.raw));
    judgements.push(async () => judgeReading(await seen?.() ?? [], cases, row, field, examples));
    if (judgements.length > BATCHES_AHEAD) await judgements.shift()!();
  }
  for (const judge of judgements) await judge();
  return row;
}

async function composedCases(
  field: HostileField,
  count: number,
  random: Random,
  row: Row,
  examples: string[],
): Promise<readonly Case[]> {
  const cases: Case[] = [];
  const values = Array.from({ length: count }, () => field.value(random));
  const examinations = await Promise.all(values.map((value) => examine(field.mail(value))));
  for (const [index, value] of values.entries()) {
    const examination = examinations[index]!;
    row.generated++;
    if (examination.outcome === "refused") {
      row.refused++;
      if (!field.free_text) continue;
      row.wrongly_refused++;
      remember(examples, field, value, examination.message);
      continue;
    }
    row.composed++;
    const { extra_headers, misread, faults } = examination;
    if (extra_headers.length > 0) row.extra_by_postal_mime++;
    if (misread.length > 0) row.misread_by_postal_mime++;
    row.lint_faults += faults.length;
    const found = [...extra_headers, ...misread, ...faults];
    if (found.length > 0) remember(examples, field, value, found.join("; "));
    cases.push({ value, examination });
  }
  return cases;
}

/** Judges what Python read of these cases; does nothing without Python. */
function judgeReading(
  seen: readonly Seen[],
  cases: readonly Case[],
  row: Row,
  field: HostileField,
  examples: string[],
): void {
  for (const [index, reading] of seen.entries()) {
    const { value } = cases[index]!;
    const extra = extraHeaders(reading.names ?? []);
    const misread = pythonMisread(reading, field, value);
    if (extra.length > 0) row.extra_by_python!++;
    if (misread.length > 0) row.misread_by_python!++;
    if (extra.length + misread.length > 0) {
      remember(examples, field, value, `Python: ${[...extra, ...misread].join("; ")}`);
    }
  }
}

function pythonMisread(seen: Seen, field: HostileField, value: string): readonly string[] {
  if (seen.error !== undefined) return [seen.error];
  const mail = field.mail(value);
  const { From, To, "Reply-To": reply_to } = seen.addresses!;
  return [
    ...seen.defects!,
    ...mailboxMisread("From", mail.from, From),
    ...mailboxMisread("To", mail.to, To),
    ...mailboxMisread("Reply-To", mail.reply_to!, reply_to),
    ...(unspaced(seen.subject!) === unspaced(headerText(mail.subject)) ? [] : ["Subject"]),
    ...(seen.bodies!.join() === [mail.text, mail.html].join().replaceAll("\n", "\r\n") ? [] : ["body"]),
    ...(JSON.stringify(seen.files) === JSON.stringify((mail.attachments ?? []).map(meantFile))
      ? []
      : ["file"]),
  ];
}

function meantFile(file: Attachment): readonly [string, string, string] {
  return [fileName(file), file.content_type, new TextDecoder().decode(file.content)];
}

function mailboxMisread(
  name: string,
  meant: Mailbox,
  read: readonly (readonly [string, string])[],
): readonly string[] {
  const [box] = read;
  // Python returns the mailbox "a..b"@ without its quotes.
  if (read.length !== 1 || box![1] !== asciiAddress(meant.email, name).replaceAll('"', "")) {
    return [`${name} address`];
  }
  return unspaced(box![0]) === unspaced(headerText(meant.name ?? "")) ? [] : [`${name} name`];
}

/** Before 3.13 Python adds a space between encoded words that belong to one display name; it also merges spaces. */
function unspaced(text: string): string {
  return text.replace(/\s+/g, "");
}

function remember(examples: string[], field: HostileField, value: string, found: string): void {
  if (examples.length < EXAMPLES_MAX) {
    examples.push(`${field.name}: ${JSON.stringify(value).slice(0, 200)}: ${found}`);
  }
}

function failures(row: Row): number {
  return row.wrongly_refused + row.extra_by_postal_mime + row.misread_by_postal_mime +
    (row.extra_by_python ?? 0) +
    (row.misread_by_python ?? 0) + row.lint_faults;
}
