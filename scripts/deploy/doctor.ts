/** `deno task doctor`: checks on a running installation everything that a deployment checks, and changes nothing. */
import { argumentsOf, runTask } from "../command_line.ts";
import { runSteps, shownChecklist } from "./checklist.ts";
import { contextOf } from "./context.ts";
import { realPorts } from "./ports.ts";
import { LOG_IN } from "./steps/account.ts";
import { STEPS } from "./steps/all.ts";
import { installationFrom, OPTIONS } from "./wishes.ts";

const USAGE = `deno task doctor [--env staging] [--json]

Asks the installation that \`deno task deploy\` made everything that a deployment looks at: login, plan, database, bucket,
queues, keys, migrations, Worker, domain, mail, health, shop. It changes nothing. Exits 1 where a line is red.

  --env NAME     another installation than production
  --json         the lines as JSON
What \`deno task deploy\` was told (deploy/NAME.json) holds; where that file is missing, give the same options again.`;

if (import.meta.main) await runTask(main);

async function main(): Promise<number> {
  const { "dry-run": _, ...others } = OPTIONS;
  const options = { ...others, json: { type: "boolean", default: false } } as const;
  const { values } = argumentsOf({ name: "deno task doctor", usage: USAGE, options }, Deno.args);
  const installation = await installationFrom(values, Deno.cwd());
  const ports = await realPorts(installation.root);
  if (ports === null) {
    console.error(["Nobody is logged in at Cloudflare.", ...LOG_IN].join("\n"));
    return 1;
  }
  const quiet = { ...ports, print: () => {} };
  const list = await runSteps(STEPS, await contextOf(installation, quiet), "doctor");
  console.log(values.json ? JSON.stringify(list.lines, null, 2) : shownChecklist(list));
  return list.lines.some(({ state }) => state === "red") ? 1 : 0;
}
