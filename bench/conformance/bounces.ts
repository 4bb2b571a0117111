/**
 * Reads a folder of bounces (`*.eml`, `labels.json`) and compares with its labels what `classifyInbound` makes of them:
 * `deno task conformance bounces [FOLDER] [--json]`. Exits 1 under the bounds; a folder that is not there is skipped.
 */
import { parseArgs } from "node:util";
import { classifyInbound, type DeliveryReport, type Inbound } from "../../src/conversations/inbound.ts";
import { parseInbound } from "../../src/mail/mime/parse.ts";

/** One recipient of one mail, as the corpus labels it. */
interface Label {
  readonly reason: string;
  readonly hard: boolean;
  readonly recipient?: string;
}

interface CheckResult {
  readonly file: string;
  readonly type: Inbound["type"] | "unreadable";
  /** Whether the mail is taken for what its label says. */
  readonly recognised: boolean;
  readonly recipients: readonly string[];
  readonly missed_recipients: readonly string[];
  /** Named by us, by no label. */
  readonly surplus_recipients: readonly string[];
  /** One for each label: what was said, what is right. */
  readonly classes: readonly { readonly said: string; readonly label: string; readonly reason: string }[];
}

interface Figure {
  readonly right: number;
  readonly of: number;
  readonly percent: number;
  readonly at_least: number;
}

const DEFAULT_FOLDER = "../shared/corpora/bounces";
/** Labels of mails in which nobody failed. */
const NO_BOUNCE = new Set(["vacation", "feedback", "delivered"]);
const AT_LEAST = { recognised: 98, recipient_found: 95, class_right: 92 };

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
  const results: CheckResult[] = [];
  for (const [file, expected] of Object.entries(labels)) {
    results.push(await result(file, await Deno.readFile(`${folder}/${file}`), expected));
  }
  const figures = {
    recognised: figure(results, AT_LEAST.recognised, ({ recognised }) => [recognised]),
    recipient_found: figure(results, AT_LEAST.recipient_found, (result) => [
      ...failuresOf(labels[result.file]!).flatMap(({ recipient }) =>
        recipient === undefined ? [] : [!result.missed_recipients.includes(recipient)]
      ),
    ]),
    class_right: figure(
      results,
      AT_LEAST.class_right,
      ({ classes }) => classes.map(({ said, label }) => said === label),
    ),
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

async function result(file: string, raw: Uint8Array, expected: readonly Label[]): Promise<CheckResult> {
  const mail = await parseInbound(raw);
  const inbound = mail.ok ? classifyInbound(mail.value) : undefined;
  const named = inbound === undefined ? [] : namedIn(inbound);
  const labelled = failuresOf(expected).flatMap(({ recipient }) => recipient ?? []);
  return {
    file,
    type: inbound?.type ?? "unreadable",
    recognised: inbound !== undefined && expected.every(({ reason }) => isMeant(inbound, reason)),
    recipients: named.map(({ recipient }) => recipient),
    missed_recipients: labelled.filter((recipient) => !named.some((one) => isSame(one.recipient, recipient))),
    surplus_recipients: labelled.length < failuresOf(expected).length
      ? []
      : named.map(({ recipient }) => recipient).filter((one) =>
        !labelled.some((other) => isSame(one, other))
      ),
    classes: failuresOf(expected).map((label) => {
      const one = label.recipient === undefined
        ? named[0]
        : named.find(({ recipient }) => isSame(recipient, label.recipient!));
      return { said: one?.class ?? "nothing", label: label.hard ? "hard" : "soft", reason: label.reason };
    }),
  };
}

/** An out-of-office notice is labelled as well, but nobody failed in it: only its recognition counts. */
function failuresOf(labels: readonly Label[]): readonly Label[] {
  return labels.filter(({ reason }) => reason !== "vacation");
}

/** An out-of-office notice, a complaint and a report of success are in the corpus too: each is to be taken for what it is. */
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
  readonly class: "hard" | "soft";
}

/** What does not fail for good is labelled soft, whatever it is. */
function namedIn(inbound: Inbound): readonly Named[] {
  switch (inbound.type) {
    case "bounce":
    case "delivered":
      return inbound.reports.map((report: DeliveryReport) => ({
        recipient: report.recipient,
        class: report.class ?? "soft",
      }));
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

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
