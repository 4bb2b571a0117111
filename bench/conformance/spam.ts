/**
 * Checks every kind of mail with two spam filters, as a receiving server would: rspamd for MIME faults in all
 * languages, SpamAssassin's local rules for English wording. `deno run -A bench/conformance/spam.ts [--install]`:
 * exits 1 on a fault; reports and skips what is not installed, unless `--install` lets apt-get install it.
 */
import { mailSet, type WrittenMail } from "../mails/mail_set.ts";

/** Sample orders that are checked: the usual one, and the one whose text and names are hardest to encode. */
const SAMPLES = new Set(["ten_lines", "usual", "right_to_left"]);
/** Symbols for faults in the mail itself. Others judge the sender's server and name, which a file does not have. */
const BANNED = /^(R_BAD_CTE_|TO_EXCESS_QP|MIME_BAD)/;
/**
 * Symbols that any unsent file gets: it has no server, an invented time, and links under the reserved name
 * `.example`.
 */
const OF_THE_FILE = new Set([
  "HFILTER_HOSTNAME_UNKNOWN",
  "DATE_IN_FUTURE",
  "DATE_IN_PAST",
  "R_SUSPICIOUS_URL",
]);
const SCORE_MAX = 1.0;
const RSPAMD_URL = "http://127.0.0.1:11333";
const RSPAMD_WITHIN_MS = 30_000;

interface Scored {
  readonly path: string;
  readonly score: number;
  readonly rules: readonly string[];
}

const install = Deno.args.includes("--install");
const { mails, faults: unwritten } = await mailSet();
const sampled = mails.filter(({ sample }) => SAMPLES.has(sample));
const faults = [...unwritten, ...await byRspamd(sampled), ...await bySpamAssassin(english(sampled))];
for (const fault of faults) console.error(fault);
console.log(faults.length === 0 ? "passed" : `FAILED: ${faults.length} faults`);
Deno.exit(faults.length === 0 ? 0 : 1);

function english(written: readonly WrittenMail[]): readonly WrittenMail[] {
  return written.filter(({ locale, sample }) => locale.startsWith("en") && sample !== "right_to_left");
}

async function byRspamd(written: readonly WrittenMail[]): Promise<readonly string[]> {
  if (!await isThere("rspamd")) return skipped("rspamd");
  const daemon = await startRspamd();
  const scored: Scored[] = [];
  try {
    for (const { path, raw } of written) {
      const answer = await fetch(`${RSPAMD_URL}/checkv2`, { method: "POST", body: raw });
      const { symbols } = await answer.json() as { symbols: Record<string, { readonly score: number }> };
      const rules = Object.keys(symbols).filter((rule) =>
        BANNED.test(rule) || (symbols[rule]!.score !== 0 && !OF_THE_FILE.has(rule))
      );
      scored.push({ path, rules, score: rules.reduce((sum, rule) => sum + symbols[rule]!.score, 0) });
    }
  } finally {
    daemon?.kill("SIGTERM");
    await daemon?.status;
  }
  tell("rspamd", scored);
  return scored.flatMap(({ path, rules }) =>
    rules.filter((rule) => BANNED.test(rule)).map((rule) => `${path}: rspamd shows ${rule}`)
  );
}

/** Returns undefined when rspamd was running already; then we must not stop it. */
async function startRspamd(): Promise<Deno.ChildProcess | undefined> {
  if (await answers()) return undefined;
  await run("sh", "-c", "mkdir -p /var/lib/rspamd && chown _rspamd: /var/lib/rspamd");
  const daemon = new Deno.Command("rspamd", {
    args: ["-f", "-i", "-u", "_rspamd", "-g", "_rspamd"],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).spawn();
  const until = Date.now() + RSPAMD_WITHIN_MS;
  while (Date.now() < until) {
    if (await answers()) return daemon;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  daemon.kill("SIGTERM");
  throw new Error(`Cannot ask rspamd as it must answer within ${RSPAMD_WITHIN_MS} ms`);
}

async function answers(): Promise<boolean> {
  try {
    const answer = await fetch(`${RSPAMD_URL}/ping`);
    await answer.body?.cancel();
    return answer.ok;
  } catch {
    return false; // Nobody listens there.
  }
}

async function bySpamAssassin(written: readonly WrittenMail[]): Promise<readonly string[]> {
  if (!await isThere("spamassassin")) return skipped("SpamAssassin");
  const queue = [...written];
  const scored: Scored[] = [];
  await Promise.all(Array.from({ length: navigator.hardwareConcurrency }, async () => {
    for (let mail = queue.shift(); mail !== undefined; mail = queue.shift()) {
      scored.push(await spamAssassin(mail));
    }
  }));
  tell("SpamAssassin", scored);
  return scored.filter(({ score }) => score >= SCORE_MAX).map(({ path, score, rules }) =>
    `${path}: SpamAssassin must give < ${SCORE_MAX}: gives ${score} for ${rules.join(", ")}`
  );
}

/** Runs local rules only, without any network request. */
async function spamAssassin({ path, raw }: WrittenMail): Promise<Scored> {
  const child = new Deno.Command("spamassassin", {
    args: ["-L"],
    stdin: "piped",
    stdout: "piped",
    stderr: "null",
  })
    .spawn();
  const [{ stdout }] = await Promise.all([child.output(), new Blob([raw]).stream().pipeTo(child.stdin)]);
  const status = /^X-Spam-Status: .*?score=(-?[\d.]+) .*?tests=(.*?)(?: autolearn|$)/ms
    .exec(new TextDecoder().decode(stdout).replaceAll(/\r?\n[ \t]+/g, " "));
  if (status === null) throw new Error(`Cannot read SpamAssassin's verdict on ${path}`);
  const [, score, tests] = status;
  return { path, score: Number(score), rules: tests!.replaceAll(" ", "").split(",").sort() };
}

/** Prints one row for each kind: the highest score among its mails, and every rule that any of them matched. */
function tell(judge: string, scored: readonly Scored[]): void {
  console.log(`\n${judge}: ${scored.length} mails`);
  console.table(
    [...Map.groupBy(scored, ({ path }) => path.split("/")[0]!)].map(([kind, of_kind]) => ({
      kind,
      score: Math.max(...of_kind.map(({ score }) => score)).toFixed(1).replace("-0.0", "0.0"),
      rules: [...new Set(of_kind.flatMap(({ rules }) => rules))].sort().join(" "),
    })),
  );
}

async function isThere(name: string): Promise<boolean> {
  if (await run("sh", "-c", `command -v ${name}`)) return true;
  return install && await run("apt-get", "install", "-y", "--no-install-recommends", name);
}

function skipped(judge: string): readonly string[] {
  console.log(`${judge} is not installed: its part was skipped (--install lets apt-get bring it)`);
  return [];
}

async function run(command: string, ...args: readonly string[]): Promise<boolean> {
  const { success } = await new Deno.Command(command, {
    args: [...args],
    stdin: "null",
    stdout: "null",
    stderr: "null",
  })
    .output();
  return success;
}
