/**
 * Writes every kind of mail in every language for every sample order into `dist/mails/`, with an index page. `deno
 * task mails [--pictures] [--check] [part of a kind]`: `--pictures` adds photographs; `--check` runs every check and
 * exits 1 on a fault.
 */
import { argumentsOf } from "../scripts/command_line.ts";
import { MAIL_KINDS } from "../src/messages/message.ts";
import { checkClients } from "./mails/check_clients.ts";
import { checkHtml } from "./mails/check_html.ts";
import { checkMime } from "./mails/check_mime.ts";
import { checkSize } from "./mails/check_size.ts";
import { chosenMails } from "./mails/chosen.ts";
import { OUT, writeFiles, writeIndex } from "./mails/files.ts";
import { checkInBrowser, photographMails } from "./mails/in_browser.ts";
import { mailSet } from "./mails/mail_set.ts";
import type { CheckResult } from "./mails/check_report.ts";

const USAGE = `deno task mails [--pictures] [--check] [PART OF A KIND]

Writes every kind of mail in every language into dist/mails, with one page that leads to them.

  --pictures    with photographs
  --check       with every check: size, clients, contrast, MIME; exits 1 on a fault`;

argumentsOf({
  name: "deno task mails",
  usage: USAGE,
  options: { pictures: { type: "boolean" }, check: { type: "boolean" } },
  positionals_max: 1,
}, Deno.args);

const FAULTS_SHOWN_MAX = 20;

const wanted = Deno.args.find((argument) => !argument.startsWith("--")) ?? "";
const { mails, faults } = await mailSet(MAIL_KINDS.filter((kind) => kind.includes(wanted)));
await writeFiles(mails);
const pictures = Deno.args.includes("--pictures") ? await photographMails(chosenMails(mails)) : [];
await writeIndex(mails, pictures);
console.log(`${mails.length} mails, ${pictures.length} pictures: ${OUT}/index.html`);
let passed = show({ check: "written", rows: [], faults });
if (Deno.args.includes("--check")) {
  for (const check of [checkSize, checkHtml, checkClients, checkMime]) {
    passed = show(await check(mails)) && passed;
  }
  passed = show(await checkInBrowser(chosenMails(mails))) && passed;
  console.log(passed ? "\nall checks passed" : "\nFAILED");
}
Deno.exit(passed ? 0 : 1);

/** Whether it passed. */
function show({ check, rows, faults, skipped }: CheckResult): boolean {
  if (rows.length === 0 && faults.length === 0 && skipped === undefined) return true;
  console.log(`\n${check}: ${faults.length === 0 ? "ok" : `${faults.length} faults`}`);
  if (rows.length > 0) console.table(rows);
  if (skipped !== undefined) console.log(skipped);
  for (const fault of faults.slice(0, FAULTS_SHOWN_MAX)) console.error(`  ${fault}`);
  if (faults.length > FAULTS_SHOWN_MAX) console.error(`  and ${faults.length - FAULTS_SHOWN_MAX} more`);
  return faults.length === 0;
}
