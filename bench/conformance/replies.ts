/**
 * Reads a folder of replies (`*.eml`, `labels.json`) and compares the results of `replyText` with what the writers
 * added: `deno task conformance replies [FOLDER] [--json]`. `labels.json` is `{"file.eml": {"reply": "…", "known":
 * ["known/a.eml"]}}`; white space is ignored, and `known` names the mails of the thread that the shop has. Exits 1
 * below the bounds.
 */
import { parseArgs } from "node:util";
import type { InboundMail } from "../../src/conversations/inbound_mail.ts";
import { replyText } from "../../src/conversations/reply_text.ts";
import { parseInbound } from "../../src/mail/mime/parse.ts";

interface Label {
  readonly reply: string;
  readonly known?: readonly string[];
}

interface CheckedReply {
  readonly file: string;
  readonly right: boolean;
  /** Words that the writer did not add, and the writer's words that are missing. */
  readonly left_in: readonly string[];
  readonly lost: readonly string[];
}

const OWN_FOLDER = "test/fixtures/replies";
/** Minimum per cent of right replies: in the project's own set, and in any other. */
const AT_LEAST = { own: 95, other: 85 };

const { values, positionals } = parseArgs({
  options: { json: { type: "boolean", default: false } },
  allowPositionals: true,
});
Deno.exit(await main(positionals[0] ?? OWN_FOLDER, values.json));

async function main(folder: string, json: boolean): Promise<number> {
  const labels = await readLabels(folder);
  if (labels === undefined) {
    const skipped = `skipped: there is no ${folder}/labels.json`;
    console.log(json ? JSON.stringify({ skipped }) : skipped);
    return 0;
  }
  const results: CheckedReply[] = [];
  const alone: CheckedReply[] = [];
  for (const [file, label] of Object.entries(labels)) {
    const mail = await readMail(`${folder}/${file}`);
    const known = await Promise.all((label.known ?? []).map((name) => readMail(`${folder}/${name}`)));
    results.push(checked(file, replyText(mail, known), label.reply));
    alone.push(checked(file, replyText(mail), label.reply));
  }
  const figures = {
    ...figuresOf(results),
    right_without_known: percent(alone.filter(({ right }) => right).length, alone.length),
    lost_without_known: alone.reduce((sum, { lost }) => sum + lost.length, 0),
  };
  const at_least = folder.replace(/\/$/, "") === OWN_FOLDER ? AT_LEAST.own : AT_LEAST.other;
  const passed = figures.percent >= at_least && figures.words_lost === 0;
  if (json) {
    console.log(JSON.stringify({ folder, passed, figures, results }, null, 2));
  } else {
    console.table(
      results.filter(({ right }) => !right).map(({ file, left_in, lost }) => ({
        file,
        left_in: left_in.join(" ").slice(0, 80),
        lost: lost.join(" ").slice(0, 80),
      })),
    );
    console.table([figures]);
    console.log(`${passed ? "passed" : "FAILED"}: at least ${at_least} % right and no word lost`);
  }
  return passed ? 0 : 1;
}

async function readLabels(folder: string): Promise<Record<string, Label> | undefined> {
  try {
    return JSON.parse(await Deno.readTextFile(`${folder}/labels.json`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}

async function readMail(path: string): Promise<InboundMail> {
  const mail = await parseInbound(await Deno.readFile(path));
  if (!mail.ok) throw new Error(`${path}: ${mail.message}`);
  return mail.value;
}

function checked(file: string, said: string, reply: string): CheckedReply {
  const right = said.replace(/\s+/gu, "") === reply.replace(/\s+/gu, "");
  const { only_first: left_in, only_second: lost } = difference(wordsOf(said), wordsOf(reply));
  return { file, right, left_in, lost };
}

/** Splits a text into words, and scripts without blanks into characters. */
function wordsOf(text: string): readonly string[] {
  return text.match(
    /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|[^\s\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]+/gu,
  ) ?? [];
}

/** Returns what only one of the lists holds, by the longest common sequence. */
function difference(first: readonly string[], second: readonly string[]) {
  const width = second.length + 1;
  const common = new Uint32Array((first.length + 1) * width);
  for (let a = first.length - 1; a >= 0; a--) {
    for (let b = second.length - 1; b >= 0; b--) {
      common[a * width + b] = first[a] === second[b]
        ? common[(a + 1) * width + b + 1]! + 1
        : Math.max(common[(a + 1) * width + b]!, common[a * width + b + 1]!);
    }
  }
  const only_first: string[] = [];
  const only_second: string[] = [];
  let a = 0;
  let b = 0;
  while (a < first.length || b < second.length) {
    if (a < first.length && b < second.length && first[a] === second[b]) {
      a++;
      b++;
    } else if (
      b >= second.length || a < first.length && common[(a + 1) * width + b]! >= common[a * width + b + 1]!
    ) {
      only_first.push(first[a++]!);
    } else only_second.push(second[b++]!);
  }
  return { only_first, only_second };
}

function figuresOf(results: readonly CheckedReply[]) {
  const right = results.filter((one) => one.right).length;
  return {
    mails: results.length,
    right,
    percent: percent(right, results.length),
    left_in: results.filter((one) => !one.right && one.left_in.length > 0).length,
    cut_too_much: results.filter((one) => !one.right && one.lost.length > 0).length,
    words_lost: results.reduce((sum, { lost }) => sum + lost.length, 0),
  };
}

function percent(count: number, of: number): number {
  return Math.floor(count / Math.max(1, of) * 10_000) / 100;
}
