/**
 * `deno task domain check shop.example [--channel cloudflare] [--selector S]… [--return-path NAME] [--mail FILE] [--json]`: checks
 * the DNS of a sending domain and prints the records to set. Exits 1 on a fault or when DNS did not answer, 2 after a
 * wrong call.
 */
import { argumentsOf, runTask } from "./command_line.ts";
import { CHANNEL_DNS, isDnsChannel } from "../src/domains/channel_dns.ts";
import type { DomainReport } from "../src/domains/domain_check.ts";
import { checkMail } from "../src/dns/check_mail.ts";
import { checkDomain } from "../src/dns/check_domain.ts";
import { resolverOverHttps } from "../src/dns/over_https.ts";
import { asciiDomain } from "../src/mail/mime/ascii_address.ts";
import { HeaderRefused } from "../src/mail/mime/header_refused.ts";

const USAGE =
  `deno task domain check DOMAIN [--channel NAME] [--selector S]... [--return-path NAME] [--mail FILE] [--json]

Says what DNS shows of a domain that mail is sent from, and which records to set. It changes nothing. Exits 1 where something
is wrong or DNS did not answer.

  --channel NAME        one of ${Object.keys(CHANNEL_DNS).join(", ")}; cloudflare when not given
  --selector S          of DKIM, where the provider makes them for each account
  --return-path NAME    where yours is not the usual one
  --mail FILE           one of your mails as it arrived (.eml): its signature, and one-click unsubscribe
  --json                as JSON`;
const SIGN = { ok: "ok   ", warning: "WARN ", error: "ERROR", unknown: "?    " };

await runTask(main);

async function main(): Promise<number> {
  const options = {
    channel: { type: "string", default: "cloudflare" },
    selector: { type: "string", multiple: true, default: [] as string[] },
    "return-path": { type: "string" },
    mail: { type: "string" },
    json: { type: "boolean", default: false },
  } as const;
  const task = { name: "deno task domain", usage: USAGE, options, positionals_max: 2 };
  const { values, positionals } = argumentsOf(task, Deno.args);
  const [verb, named] = positionals;
  if (verb !== "check" || named === undefined) return misused(USAGE);
  if (!isDnsChannel(values.channel)) {
    return misused(`--channel must be one of ${Object.keys(CHANNEL_DNS).join(", ")}`);
  }
  const subject = {
    domain: hostname(named),
    channel: values.channel,
    selectors: values.selector,
    return_path: values["return-path"] === undefined ? undefined : hostname(values["return-path"]),
  };
  const resolve = resolverOverHttps(fetch);
  const checked = await checkDomain(subject, resolve);
  const of_mail = values.mail === undefined
    ? []
    : await checkMail(await Deno.readFile(values.mail), resolve, Date.now());
  const report = { ...checked, findings: [...checked.findings, ...of_mail] };
  if (values.json) console.log(JSON.stringify({ ...subject, ...report }, null, 2));
  else print(report);
  return report.findings.some(({ level }) => level === "error" || level === "unknown") ? 1 : 0;
}

function print({ findings, records, questions }: DomainReport): void {
  for (const { part, level, message } of findings) {
    console.log(`${SIGN[level]} ${part.padEnd(11)} ${message}`);
  }
  const unasked = records.filter(({ set }) => set === null).length;
  console.log(
    `\nRecords this channel wants${unasked === 0 ? "" : ` (? could not be asked: ${unasked})`}:`,
  );
  for (const { name, type, value, set } of records) {
    console.log(`${set === null ? "?    " : set ? "set  " : "SET  "} ${name}  ${type}  ${value}`);
  }
  if (questions.length > 0) {
    console.log(`\nNot asked any more: ${questions.length} questions, the records nest too deep`);
  }
}

function hostname(name: string): string {
  try {
    return asciiDomain(name.toLowerCase(), "domain");
  } catch (error) {
    if (!(error instanceof HeaderRefused)) throw error;
    Deno.exit(misused(`${JSON.stringify(name)} must ${error.rule}`));
  }
}

function misused(message: string): number {
  console.error(message);
  return 2;
}
