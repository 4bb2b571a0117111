/** `deno task deploy`: creates an installation at Cloudflare, or updates one. A repeated run changes nothing. */
import { argumentsOf, runTask } from "../command_line.ts";
import { runSteps, shownChecklist } from "./checklist.ts";
import { contextOf } from "./context.ts";
import { installationFrom, keep, OPTIONS } from "./wishes.ts";
import { LOG_IN } from "./steps/account.ts";
import { STEPS } from "./steps/all.ts";
import { realPorts } from "./ports.ts";

const USAGE = `deno task deploy --domain orders.your-shop.example --shop your-shop --name "Your Shop"
                 --from orders@your-shop.example --support help@your-shop.example [--source shopify]...
deno task deploy                 again: with what was said before, which deploy/production.json keeps
deno task deploy --dry-run       prints each step and changes nothing

Makes what is missing at Cloudflare (database, bucket, queues, keys, Worker, domain, mail), adds the first shop, sends a
signed test order through it, and ends with a checklist. Run again it changes nothing. Log in first: npx wrangler login

  --env NAME             another installation beside production, such as staging
  --account ID           where the login has several accounts
  --domain HOST          the host that customers see; its zone must be in the account
  --jurisdiction eu      database, bucket and queues stay there (eu, us, fedramp); decided once
  --reply-domain HOST    takes answers and bounces; reply.<domain of --from> when not given
  --no-replies           answers go to the shop's own mailbox instead
  --take-domain          replaces DNS records or another Worker that HOST leads to
  --assume-paid          where Workers Paid has another name in your contract
  --test-to ADDRESS      who gets the mail of the test order; --support when not given
  --no-test-order        sends none

The first shop, added when the installation has none of that id:
  --shop ID  --name NAME  --from ADDRESS  --support ADDRESS  [--url URL]  [--channel NAME]
  --settings FILE        further settings: docs/settings.md
  --source NAME          its senders, each with an option of its own: docs/senders.md

By hand, step by step: docs/deploying.md. Afterwards: deno task doctor, deno task rollback.`;

if (import.meta.main) await runTask(main);

async function main(): Promise<number> {
  const { values } = argumentsOf({ name: "deno task deploy", usage: USAGE, options: OPTIONS }, Deno.args);
  const installation = await installationFrom(values, Deno.cwd());
  const ports = await realPorts(installation.root);
  if (ports === null && !values["dry-run"]) {
    console.error(["Nobody is logged in at Cloudflare.", ...LOG_IN].join("\n"));
    return 1;
  }
  const context = await contextOf(installation, ports);
  if (ports === null) {
    console.log("Nobody is logged in at Cloudflare, so nothing was looked at. The steps from nothing:");
    for (const step of STEPS) console.log(`· ${step.name}: ${step.plan(context)}`);
    return 0;
  }
  if (!values["dry-run"]) await keep(installation);
  const list = await runSteps(STEPS, context, values["dry-run"] ? "dry run" : "deploy");
  if (!values["dry-run"]) {
    await keep({ ...installation, account_id: context.known.account_id ?? installation.account_id });
  }
  console.log(`\n${shownChecklist(list)}`);
  return list.lines.some(({ state }) => state === "red") ? 1 : 0;
}
