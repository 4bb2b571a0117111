/**
 * `deno task channel SHOP [WAY [set|check|remove]]`: the short ways of a shop by its API: lists them, connects an account
 * from a file or the keyboard, asks the service whether it works. Exits 1 where the check finds a fault.
 */
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";
import { askApi } from "./shop/ask_api.ts";

const USAGE = `deno task channel SHOP [WAY [set|check|remove]] [--from FILE] [--remote] [--env NAME]

Lists the ways by which the shop reaches its customers beside mail, or shows one with the steps in its service's screens.

  set            connects the account: the fields as JSON in --from FILE, or asked for one by one; an empty secret stays as it was
  check          asks the service whether the account works and its webhooks come here
  remove         forgets the account
  --remote       the deployed Worker instead of the running dev
  --env NAME     of wrangler.toml`;

interface Way {
  readonly way: string;
  readonly label: string;
  readonly account: string;
  readonly is_offered: boolean;
  readonly hook_url: string;
  readonly steps: readonly string[];
  readonly fields: readonly {
    readonly name: string;
    readonly label: string;
    readonly is_set: boolean;
    readonly value: string | null;
  }[];
}

await runTask(main);

async function main(): Promise<number> {
  const options = {
    from: { type: "string" },
    remote: { type: "boolean", default: false },
    env: { type: "string", default: "" },
  } as const;
  const task = { name: "deno task channel", usage: USAGE, options, positionals_max: 3 };
  const { values, positionals } = argumentsOf(task, Deno.args);
  const [shop, name, verb] = positionals;
  if (shop === undefined) throw new Misused(USAGE);
  const ask = await askApi(shop, values);
  const ways = (await ask("GET", "ways")).json["ways"] as readonly Way[];
  if (name === undefined) {
    for (const { way, account, is_offered } of ways) {
      console.log(`${way.padEnd(10)} ${account.padEnd(7)} ${is_offered ? "offered" : ""}`.trimEnd());
    }
    return 0;
  }
  const way = ways.find((one) => one.way === name);
  if (way === undefined) throw new Misused(`WAY must be one of ${ways.map((one) => one.way).join(", ")}`);
  switch (verb) {
    case undefined:
      show(way);
      return 0;
    case "set":
      await ask(
        "PUT",
        `ways/${name}`,
        values.from === undefined ? asked(way) : JSON.parse(await Deno.readTextFile(values.from)),
      );
      console.log(`Connected. Give this address to the service: ${way.hook_url}`);
      return 0;
    case "remove":
      await ask("DELETE", `ways/${name}`);
      console.log("Removed.");
      return 0;
    case "check": {
      const { json } = await ask("POST", `ways/${name}/check`);
      for (
        const { ok, says } of json["found"] as readonly { readonly ok: boolean; readonly says: string }[]
      ) {
        console.log(`${ok ? "ok   " : "ERROR"} ${says}`);
      }
      return json["ok"] === true ? 0 : 1;
    }
    default:
      throw new Misused(USAGE);
  }
}

function show({ label, account, hook_url, steps, fields }: Way): void {
  console.log(
    `${label}: ${account === "none" ? "no account" : `${account} account`}\nWebhook: ${hook_url}\n`,
  );
  for (const { name, label, is_set, value } of fields) {
    console.log(`  ${name.padEnd(18)} ${value ?? (is_set ? "set" : "–")}  (${label})`);
  }
  console.log(`\n${steps.map((step, index) => `${index + 1}. ${step}`).join("\n")}`);
}

function asked({ fields }: Way): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.map(({ name, label, value }) => [name, prompt(`${label}:`, value ?? "") ?? ""]),
  );
}
