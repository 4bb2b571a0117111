/**
 * Reads a folder of bounces (`*.eml`, `labels.json`) and compares the results of `classifyInbound` with its labels:
 * `deno task conformance bounces [FOLDER] [--json]`. Exits 1 below the bounds; skips a missing folder.
 * `class_right_unseen` judges each family (`lhost-postfix`) without the wordings that only its own mails match.
 */
import { parseArgs } from "node:util";
import { failureClass } from "../../src/conversations/failure.ts";
import { classifyInbound } from "../../src/conversations/inbound.ts";
import type { InboundMail } from "../../src/conversations/inbound_mail.ts";
import type { DeliveryReport, Inbound, Judge } from "../../src/conversations/inbound_meaning.ts";
import { parseInbound } from "../../src/mail/mime/parse.ts";
import { familyOf, type SeenFailure, wordingsWithout } from "./unseen_families.ts";

/** Label of one recipient of one mail in the corpus. */
interface Label {
  readonly reason: string;
  readonly hard: boolean;
  readonly recipient?: string;
}

interface CheckResult {
  readonly file: string;
  readonly type: Inbound["type"] | "unreadable";
  /** Whether the mail is recognised as what its label says. */
  readonly recognised: boolean;
  readonly recipients: readonly string[];
  readonly missed_recipients: readonly string[];
  /** Recipients that `classifyInbound` names and no label has. */
  readonly surplus_recipients: readonly string[];
  /** One for each label: the class that was found, and the class that is right. */
  readonly classes: readonly { readonly said: string; readonly label: string; readonly reason: string }[];
}

interface Figure {
  readonly right: number;
  readonly of: number;
  readonly percent: number;
  readonly at_least: number;
}

const DEFAULT_FOLDER = "../shared/corpora/bounces";
/** Labels of mails that report no failure. */
const NO_BOUNCE = new Set(["vacation", "feedback", "delivered"]);
const AT_LEAST = { recognised: 98, recipient_found: 95, class_right: 98.5, class_right_unseen: 94 };

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
});
Deno.exit(await main(positionals[0], values.json));

async function main(named: string | undefined, json: boolean): Promise<number> {
  const folder = named ?? DEFAULT_FOLDER;
  const labels = await readLabels(`${folder}/labels.json`);
  if (labels === undefined) {
    const skipped = `skipped: there is no ${folder}/labels.json`;
    console.log(json ? JSON.stringify({ skipped }) : skipped);
    return 0;
  }
  const files: { readonly file: string; readonly mails: readonly InboundMail[] }[] = [];
  for (const file of Object.keys(labels)) {
    files.push({ file, mails: await readMails(await Deno.readFile(`${folder}/${file}`)) });
  }
  const seen: SeenFailure[] = [];
  const results = files.map(({ file, mails }) =>
    result(file, mails, labels[file]!, (failure) => {
      seen.push({ family: familyOf(file), failure });
      return failureClass(failure);
    })
  );
  const without = wordingsWithout(seen);
  const unseen = files.map(({ file, mails }) => {
    const wording = without(familyOf(file));
    return result(file, mails, labels[file]!, (failure) => failureClass(failure, wording));
  });
  const figures = {
    recognised: figure(results, AT_LEAST.recognised, ({ recognised }) => [recognised]),
    recipient_found: figure(results, AT_LEAST.recipient_found, (result) => [
      ...failuresOf(labels[result.file]!).flatMap(({ recipient }) =>
        recipient === undefined ? [] : [!result.missed_recipients.includes(recipient)]
      ),
    ]),
    class_right: figure(results, AT_LEAST.class_right, rightClasses),
    class_right_unseen: figure(unseen, AT_LEAST.class_right_unseen, rightClasses),
  };
  const mistaken =
    results.filter(({ file, type }) =>
      type === "bounce" && labels[file]!.every(({ reason }) => NO_BOUNCE.has(reason))
    ).length;
  const surplus = results.reduce((sum, { surplus_recipients }) => sum + surplus_recipients.length, 0);
  const passed = mistaken === 0 &&
    Object.values(figures).every(({ percent, at_least }) => percent >= at_least);
  const misses = results.filter(isMiss);
  if (json) {
    console.log(
      JSON.stringify(
        { folder, mails: results.length, passed, figures, mistaken, surplus, results },
        null,
        2,
      ),
    );
  } else {
    console.table(misses.map(missRow));
    console.table(figures);
    console.log(
      `${results.length} mails; ${mistaken} taken for a bounce that are none; ` +
        `${surplus} recipients named that no label has; ${passed ? "passed" : "FAILED"}`,
    );
  }
  return passed ? 0 : 1;
}

async function readLabels(path: string): Promise<Record<string, readonly Label[]> | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

/**
 * Returns the mails of a file: one, or those of an mbox, which begins with a line "From ". Leaves out what cannot be
 * read.
 */
async function readMails(raw: Uint8Array): Promise<readonly InboundMail[]> {
  const mails: InboundMail[] = [];
  for (const one of dividedMbox(raw)) {
    const mail = await parseInbound(one);
    if (mail.ok) mails.push(mail.value);
  }
  return mails;
}

function dividedMbox(raw: Uint8Array): readonly Uint8Array[] {
  const bytes = new TextDecoder("latin1").decode(raw);
  if (!bytes.startsWith("From ")) return [raw];
  const separators = [...bytes.matchAll(/(?:^|\r?\n\r?\n)From \S{1,320} .{20,40}\r?\n/g)];
  return separators.map(({ index, 0: separator }, at) =>
    raw.subarray(index + separator.length, separators[at + 1]?.index)
  );
}

function result(
  file: string,
  mails: readonly InboundMail[],
  expected: readonly Label[],
  judge: Judge,
): CheckResult {
  const all = mails.map((mail) => classifyInbound(mail, judge));
  const named = all.flatMap(namedIn);
  const labelled = failuresOf(expected).flatMap(({ recipient }) => recipient ?? []);
  return {
    file,
    type: all[0]?.type ?? "unreadable",
    recognised: all.length > 0 &&
      expected.every(({ reason }) => all.every((inbound) => isMeant(inbound, reason))),
    recipients: named.map(({ recipient }) => recipient),
    missed_recipients: labelled.filter((recipient) => !named.some((one) => isNamed(one, recipient))),
    surplus_recipients: labelled.length < failuresOf(expected).length
      ? []
      : named.filter((one) => !labelled.some((other) => isNamed(one, other))).map(({ recipient }) =>
        recipient
      ),
    classes: failuresOf(expected).map((label) => {
      const one = label.recipient === undefined
        ? named[0]
        : named.find((one) => isNamed(one, label.recipient!));
      return { said: one?.class ?? "nothing", label: label.hard ? "hard" : "soft", reason: label.reason };
    }),
  };
}

function rightClasses({ classes }: CheckResult): readonly boolean[] {
  return classes.map(({ said, label }) => said === label);
}

/** An out-of-office notice is labelled as well but reports no failure: only its recognition counts. */
function failuresOf(labels: readonly Label[]): readonly Label[] {
  return labels.filter(({ reason }) => reason !== "vacation");
}

/**
 * Returns whether an out-of-office notice, a complaint or a report of success, which the corpus also has, is
 * recognised as such.
 */
function isMeant(inbound: Inbound, reason: string): boolean {
  switch (reason) {
    case "vacation":
      return inbound.type === "auto_reply";
    case "feedback":
      return inbound.type === "complaint";
    case "delivered":
      return inbound.type === "delivered";
    default:
      return inbound.type === "bounce";
  }
}

interface Named {
  readonly recipient: string;
  readonly original_recipient?: string | undefined;
  readonly class: "hard" | "soft";
}

/** Everything that is not a permanent failure is labelled soft. */
function namedIn(inbound: Inbound): readonly Named[] {
  switch (inbound.type) {
    case "bounce":
    case "delivered":
      return inbound.reports.flatMap(({ recipient, original_recipient, class: failed }: DeliveryReport) =>
        recipient === undefined ? [] : [{ recipient, original_recipient, class: failed ?? "soft" as const }]
      );
    case "complaint":
      return inbound.complaints.flatMap(({ recipient }) =>
        recipient === undefined ? [] : [{ recipient, class: "soft" as const }]
      );
    case "auto_reply":
    case "person":
      return [];
  }
}

function figure(
  results: readonly CheckResult[],
  at_least: number,
  judged: (result: CheckResult) => readonly boolean[],
): Figure {
  const all = results.flatMap(judged);
  const right = all.filter((one) => one).length;
  return {
    right,
    of: all.length,
    percent: Math.floor(right / Math.max(1, all.length) * 10_000) / 100,
    at_least,
  };
}

function isMiss({ recognised, missed_recipients, surplus_recipients, classes }: CheckResult): boolean {
  return !recognised || missed_recipients.length > 0 || surplus_recipients.length > 0 ||
    classes.some(({ said, label }) => said !== label);
}

function missRow(result: CheckResult): Readonly<Record<string, string>> {
  return {
    file: result.file,
    type: result.recognised ? "" : result.type,
    missed: result.missed_recipients.join(" "),
    surplus: result.surplus_recipients.join(" "),
    class: result.classes.filter(({ said, label }) => said !== label)
      .map(({ said, label, reason }) => `${said}, not ${label} (${reason})`).join("; "),
  };
}

/** Returns whether a report is about `address`, either as it failed or as we wrote it. */
function isNamed({ recipient, original_recipient }: Named, address: string): boolean {
  return [recipient, original_recipient].some((one) => one?.toLowerCase() === address.toLowerCase());
}
