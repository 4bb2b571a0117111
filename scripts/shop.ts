/**
 * `deno task shop add|list|rotate|show|set|reconcile|move`: connects a shop and its senders, in the local database or with
 * `--remote` in the deployed one. It prints a new secret once and never again.
 */
import { SECRET_NAMES } from "../src/doors/webhooks/secret_rules.ts";
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";
import { type Call, OPTIONS, valueOf } from "./shop/call.ts";
import { move } from "./shop/move.ts";
import { endToken, token, tokens } from "./shop/programs.ts";
import { reconcile, rotate } from "./shop/senders.ts";
import { checkedId, checkedNewId } from "./shop/shop_settings.ts";
import { add, list, mails, set, show } from "./shop/shops.ts";
import { surroundingsOf } from "./shop/surroundings.ts";

const USAGE =
  `deno task shop add ID --settings FILE [--source NAME]... [--secret NAME=SECRET]... [--cell CELL]
deno task shop add ID --name NAME --from ADDRESS --support ADDRESS [--url URL] [--source NAME]... [--cell CELL]
deno task shop list
deno task shop show ID
deno task shop set ID --settings FILE [--dry]
deno task shop mails ID [--kind KIND=on|off|shadow]... [--copy KIND=ADDRESS]... [--shadow on|off] [--dry]
deno task shop rotate ID --source NAME [--secret NAME=SECRET]
deno task shop rotate ID --source NAME --drop-old
deno task shop token ID --name NAME --scope SCOPE... [--days DAYS]
deno task shop tokens ID
deno task shop end-token ID TOKEN
deno task shop reconcile ID [--since 2026-11-01]
deno task shop move ID CELL

Each works on the database of this machine, where mails are caught in the dev mailbox; with --remote on the deployed one,
with the keys that \`deno task deploy\` keeps, or SEALING_KEY and PUBLIC_URL of the environment. --env staging: another
installation. --channel NAME: by which mails leave (docs/settings.md).
NAME is one of ${SECRET_NAMES.join(", ")}.
A secret that its sender makes is asked for; --secret NAME=- reads it from standard input.
SCOPE is read, act, send or admin. TOKEN is the id that \`tokens\` shows.
CELL is a number of \`deno task cell list\`: the first where none is given. A shop that moves answers its webhooks, and its forms
wait for some minutes (docs/scale.md).`;

const { values, positionals } = argumentsOf(
  { name: "deno task shop", usage: USAGE, options: OPTIONS, positionals_max: 3 },
  Deno.args,
);
const [verb = "", id = "", third = ""] = positionals;
const VERBS: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  add,
  list,
  show,
  set,
  mails,
  rotate,
  token,
  tokens,
  "end-token": endToken,
  reconcile,
  move,
};

await runTask(async () => {
  const does = VERBS[verb];
  if (does === undefined) {
    throw new Misused(`${verb ? `There is no ${verb}` : "Nothing was asked for"}:\n${USAGE}`);
  }
  if (positionals.length !== (verb === "list" ? 1 : ["move", "end-token"].includes(verb) ? 3 : 2)) {
    throw new Misused(USAGE);
  }
  if (verb !== "list") valueOf(verb === "add" ? checkedNewId(id) : checkedId(id));
  await does({ id, third, values, ...await surroundingsOf(values.remote, values.env) });
});
