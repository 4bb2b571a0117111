/**
 * `deno task shop add|list|rotate|show|set|reconcile|move`: connects a shop and its senders, in the local database or with
 * `--remote` in the deployed one. It prints a new secret once and never again.
 */
import type { ParseArgsOptionsConfig } from "node:util";
import type { SealingRing } from "../src/sealed.ts";
import { upsertReconciliation } from "../src/sql/reconciliations.ts";
import * as moves from "../src/sql/moves.ts";
import * as shops from "../src/sql/shops.ts";
import { bindingOf } from "../src/config.ts";
import { cellNumbers } from "./cell/cells_of_config.ts";
import { argumentsOf, runTask } from "./command_line.ts";
import { Misused } from "./misused.ts";
import {
  checkedSecret,
  isInAddress,
  madeSecret,
  SECRET_NAMES,
  type Secrets,
  withoutOld,
  withSecret,
} from "./shop/secrets.ts";
import { senderSteps } from "./shop/sender_steps.ts";
import { mailsText, withMailWishes } from "./shop/mail_wishes.ts";
import { checkedId, checkedNewId, settingsText, shopRow } from "./shop/shop_settings.ts";
import { opened, rowOf, type Surroundings, surroundingsOf } from "./shop/surroundings.ts";
import type { Result } from "../src/result.ts";

const USAGE = `deno task shop add ID --settings FILE [--source NAME]... [--secret NAME=SECRET]...
deno task shop add ID --name NAME --from ADDRESS --support ADDRESS [--url URL] [--source NAME]...
deno task shop list
deno task shop show ID
deno task shop set ID --settings FILE [--dry]
deno task shop mails ID [--kind KIND=on|off|shadow]... [--copy KIND=ADDRESS]... [--shadow on|off] [--dry]
deno task shop rotate ID --source NAME [--secret NAME=SECRET]
deno task shop rotate ID --source NAME --drop-old
deno task shop reconcile ID [--since 2026-11-01]
deno task shop move ID CELL

Each works on the database of this machine, where mails are caught in the dev mailbox; with --remote on the deployed one,
with the keys that \`deno task deploy\` keeps, or SEALING_KEY and PUBLIC_URL of the environment. --env staging: another
installation. --channel NAME: by which mails leave (docs/settings.md).
NAME is one of ${SECRET_NAMES.join(", ")}.
A secret that its sender makes is asked for; --secret NAME=- reads it from standard input.`;

/** Days before today that a storefront is asked for at first, when no day is given. */
const FIRST_DAYS = 7;

const OPTIONS = {
  settings: { type: "string" },
  name: { type: "string" },
  from: { type: "string" },
  support: { type: "string" },
  url: { type: "string" },
  channel: { type: "string" },
  source: { type: "string", multiple: true, default: [] },
  secret: { type: "string", multiple: true, default: [] },
  "drop-old": { type: "boolean", default: false },
  since: { type: "string" },
  kind: { type: "string", multiple: true, default: [] },
  copy: { type: "string", multiple: true, default: [] },
  shadow: { type: "string" },
  dry: { type: "boolean", default: false },
  remote: { type: "boolean", default: false },
  env: { type: "string", default: "production" },
} satisfies ParseArgsOptionsConfig;

const { values, positionals } = argumentsOf(
  { name: "deno task shop", usage: USAGE, options: OPTIONS, positionals_max: 3 },
  Deno.args,
);
const [verb = "", id = ""] = positionals;
const VERBS: Readonly<Record<string, () => Promise<void>>> = {
  add,
  list,
  show,
  set,
  mails,
  rotate,
  reconcile,
  move,
};
let run: Surroundings["run"];
let runIn: Surroundings["runIn"];
let surroundings: Surroundings["keyed"];

await runTask(async () => {
  const call = VERBS[verb];
  if (call === undefined) {
    throw new Misused(`${verb ? `There is no ${verb}` : "Nothing was asked for"}:\n${USAGE}`);
  }
  if (positionals.length !== (verb === "list" ? 1 : verb === "move" ? 3 : 2)) throw new Misused(USAGE);
  if (verb !== "list") valueOf(verb === "add" ? checkedNewId(id) : checkedId(id));
  ({ run, runIn, keyed: surroundings } = await surroundingsOf(values.remote, values.env));
  await call();
});

async function add(): Promise<void> {
  const settings = valueOf(settingsText(caughtHere(await givenSettings())));
  const named = [...values.source, ...values.secret.map((text) => text.split("=")[0]!)];
  const names = namesAmong(named);
  if (await rowOf(run, id) !== null) {
    throw new Misused(
      `Shop ${id} must be a new one: its settings are replaced by \`set\`, its secrets by \`rotate\``,
    );
  }
  const { ring, public_url } = await surroundings();
  await mustOpen(ring);
  const fresh = names.map((name) => ({ name, secret: secretFor(name) }));
  const secrets = fresh.reduce<Secrets>(
    (all, { name, secret }) => secret === null ? all : valueOf(withSecret(all, name, secret)),
    {},
  );
  const row = await shopRow({ id, settings, secrets }, ring, nonce());
  await run((db) => shops.upsertShop(db, row));
  await askForOrders(Object.keys(secrets), null);
  console.log(`Shop ${id} is kept in the ${values.remote ? "deployed" : "local"} database.`);
  for (const { name, secret } of fresh) await introduce(name, secret, public_url);
  if (values.remote) return;
  console.log(`\nIts mails are caught in the dev mailbox: ${public_url}/dev/mail`);
  if (names.includes("standard")) console.log(`An order for it: deno task demo --shop ${id}`);
}

/**
 * Sends mails to the dev mailbox in development, unless channels are given, so that the first mail is visible at
 * once.
 */
function caughtHere(settings: object): object {
  return values.remote || "channels" in settings ? settings : { ...settings, channels: ["capture"] };
}

async function list(): Promise<void> {
  const { ring } = await surroundings();
  const PAGE = 100;
  for (let after = "", count = PAGE; count === PAGE;) {
    const rows = await run<shops.ShopRow>((db) => shops.selectShopPage(db, after, PAGE));
    for (const row of rows) {
      const { name } = JSON.parse(row.settings);
      console.log(
        `${row.id.padEnd(32)} ${name}  ${Object.keys(await opened(row, ring)).join(", ") || "no sender"}`,
      );
    }
    count = rows.length;
    after = rows.at(-1)?.id ?? after;
  }
}

async function show(): Promise<void> {
  const row = await mustHave(id);
  const { ring, public_url } = await surroundings();
  console.log(JSON.stringify(JSON.parse(row.settings), null, 2));
  for (const [name, live] of Object.entries(await opened(row, ring))) {
    const count = live.length === 1 ? "one secret" : `${live.length} secrets`;
    console.log(
      `${name.padEnd(18)} ${count}  ${name.includes(".") ? "" : addressOf(name, null, public_url)}`.trimEnd(),
    );
  }
}

async function set(): Promise<void> {
  const settings = valueOf(settingsText(await givenSettings()));
  if (values.dry) return console.log("These settings may be kept. Nothing was changed.");
  const changed = await run((db) => shops.updateSettings(db, id, settings));
  if (changed.length === 0) throw new Misused(`There is no shop ${id}`);
  console.log(`Shop ${id} has its new settings; they hold within 30 seconds.`);
}

/** Says which mails go, and changes it where something is wished; with `--dry` it is only checked. */
async function mails(): Promise<void> {
  const row = await mustHave(id);
  const { kind, copy, shadow, dry } = values;
  const wishes = { kinds: kind, copies: copy, shadow };
  const text = valueOf(settingsText(valueOf(withMailWishes(JSON.parse(row.settings), wishes))));
  const is_wish = kind.length + copy.length > 0 || shadow !== undefined;
  if (is_wish && !dry) {
    const changed = await run((db) => shops.replaceSettings(db, id, { before: row.settings, after: text }));
    if (changed.length === 0) {
      throw new Error(`The settings of ${id} changed meanwhile: nothing was written, try again`);
    }
  }
  console.log(mailsText(text));
  if (is_wish) console.log(dry ? "Nothing was changed." : "It holds within 30 seconds.");
}

async function rotate(): Promise<void> {
  const [name, ...others] = namesAmong([
    ...values.source,
    ...values.secret.map((text) => text.split("=")[0]!),
  ]);
  if (name === undefined || others.length > 0) throw new Misused("--source must name one sender");
  const row = await mustHave(id);
  const { ring, public_url } = await surroundings();
  const before = await opened(row, ring);
  const secret = values["drop-old"] ? null : secretFor(name);
  if (secret === null && !values["drop-old"]) throw new Misused(`A secret of ${name} must be given`);
  const after = secret === null ? withoutOld(before, name) : valueOf(withSecret(before, name, secret));
  const next = await shopRow({ id, settings: row.settings, secrets: after }, ring, nonce());
  const changed = await run((db) =>
    shops.replaceSecrets(db, id, { before: row.secrets, after: next.secrets })
  );
  if (changed.length === 0) {
    throw new Error(`The secrets of ${id} changed meanwhile: nothing was written, try again`);
  }
  const live = after[name]?.length ?? 0;
  console.log(
    `${name} of ${id} has ${
      live === 1 ? "one live secret" : `${live} live secrets`
    }; seen within 30 seconds.`,
  );
  if (secret === null) return;
  await askForOrders([name], null);
  await introduce(name, secret, public_url);
}

async function reconcile(): Promise<void> {
  const row = await mustHave(id);
  const { ring } = await surroundings();
  const since = values.since === undefined ? null : new Date(values.since);
  if (since !== null && Number.isNaN(since.getTime())) {
    throw new Misused("--since must be a day such as 2026-11-01");
  }
  const asked = await askForOrders(Object.keys(await opened(row, ring)), since?.toISOString() ?? null);
  if (asked.length === 0) {
    throw new Misused(
      `Shop ${id} must have a token of a storefront that can be asked: shopify.token, woocommerce.token`,
    );
  }
  console.log(
    `${asked.join(" and ")} of ${id}: asked for changed orders from the next minute on, and every night.`,
  );
}

/** The clock moves the shop, step by step; this only says so and looks on. */
async function move(): Promise<void> {
  const cell = Number(positionals[2]);
  const cells = cellNumbers(await Deno.readTextFile("wrangler.toml"));
  if (!cells.includes(cell)) {
    throw new Misused(`CELL must be one of ${cells.join(", ")}: see \`deno task cell list\``);
  }
  await mustHave(id);
  const begun = await run((db) => moves.insertMove(db, id, cell, Date.now()));
  if (begun.length === 0) {
    const [going] = await run<moves.Move>((db) => moves.selectMove(db, id));
    if (going === undefined) return console.log(`Shop ${id} lives in cell ${cell} already.`);
    console.log(`Shop ${id} moves to cell ${going.to_cell} already.`);
  }
  console.log("Its webhooks wait meanwhile and are recorded there; its mails leave when it has arrived.");
  for (let stage = "";;) {
    const [going] = await run<moves.Move>((db) => moves.selectMove(db, id));
    if (going === undefined) return console.log(`Shop ${id} lives in cell ${cell}.`);
    if (going.stage !== stage) console.log(`  ${going.stage}`);
    stage = going.stage;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Milliseconds between two looks at a move, which takes some minutes. */
const LOOK_MS = 5_000;

/**
 * Plans the reconciliation: when one of these secrets allows asking the storefront for orders, the Worker does so
 * from its next tick.
 */
async function askForOrders(names: readonly string[], since: string | null): Promise<readonly string[]> {
  const sources = ["shopify", "woocommerce"].filter((source) => names.includes(`${source}.token`));
  const now_ms = Date.now();
  const first_since = new Date(now_ms - FIRST_DAYS * 86_400_000).toISOString();
  const [home] = await run<shops.FoundShop>((db) => shops.selectShop(db, id));
  const binding = bindingOf(home?.cell ?? 1);
  const runThere = runIn(binding);
  for (const source of sources) {
    await runThere((db) =>
      upsertReconciliation(db, { shop_id: id, source, since, first_since, due_at: now_ms })
    );
  }
  return sources;
}

/** Prints what the person has to do next, with the secret if it was just made. */
async function introduce(name: string, secret: string | null, public_url: string): Promise<void> {
  const is_ours = secret !== null && !values.secret.some((text) => text.startsWith(`${name}=`)) &&
    madeSecret(name, new Uint8Array(32)) !== null;
  console.log(`\n${name}`);
  if (name.includes(".") || name === "turnstile") return console.log("  kept, sealed.");
  console.log(`  Address  ${addressOf(name, is_ours ? secret : null, public_url)}`);
  if (is_ours) console.log(`  Secret   ${secret}   (shown this once)`);
  else if (secret !== null) console.log("  Secret   kept, sealed");
  else {console.log(
      `  Secret   not given yet: its sender shows it, then \`deno task shop rotate ${id} --source ${name}\``,
    );}
  if (name === "api") return console.log(`  Desk     ${public_url}/admin/${id}, signed in with it`);
  const page = await Deno.readTextFile(new URL("../docs/senders.md", import.meta.url));
  const steps = senderSteps(page, name, addressOf(name, null, public_url)) ?? "See docs/operating.md.";
  console.log(steps.split("\n").map((line) => `  ${line}`.trimEnd()).join("\n"));
}

function addressOf(name: string, secret: string | null, public_url: string): string {
  if (name === "api") return `${public_url}/api/shops/${id}/`;
  const token = isInAddress(name) ? `?token=${secret ?? "<secret>"}` : "";
  return `${public_url}/hooks/${id}/${name}${token}`;
}

/** Returns the secret that was given, made or typed; `null` when it comes later. */
function secretFor(name: string): string | null {
  const given = values.secret.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
  if (given === "-") return valueOf(checkedSecret(name, lineFromInput()));
  if (given !== undefined) return valueOf(checkedSecret(name, given));
  const made = madeSecret(name, crypto.getRandomValues(new Uint8Array(32)));
  if (made !== null) return made;
  const typed = Deno.stdin.isTerminal() ? prompt(`Secret of ${name} (empty: later):`)?.trim() : undefined;
  return typed ? valueOf(checkedSecret(name, typed)) : null;
}

function lineFromInput(): string {
  const bytes = new Uint8Array(16_384);
  let length = 0;
  for (let read: number | null = 0; read !== null && length < bytes.length; length += read ?? 0) {
    read = Deno.stdin.readSync(bytes.subarray(length));
    if (read === 0) break;
  }
  return new TextDecoder().decode(bytes.subarray(0, length)).trim();
}

async function givenSettings(): Promise<object> {
  const { settings, name, from, support, url, channel } = values;
  return Object.assign(
    settings === undefined ? {} : await jsonIn(settings),
    name === undefined ? {} : { name },
    from === undefined ? {} : { from: { email: from } },
    support === undefined ? {} : { support_email: support },
    url === undefined ? {} : { url },
    channel === undefined ? {} : { channels: [channel] },
  );
}

async function jsonIn(file: string): Promise<object> {
  try {
    return JSON.parse(await Deno.readTextFile(file));
  } catch (error) {
    const rule = error instanceof SyntaxError ? "must hold JSON" : "must be a file that can be read";
    throw new Misused(`--settings ${file} ${rule}: docs/settings.md`);
  }
}

function namesAmong(names: readonly string[]): readonly string[] {
  const stranger = names.find((name) => !SECRET_NAMES.includes(name));
  if (stranger !== undefined) throw new Misused(`--source must be one of ${SECRET_NAMES.join(", ")}`);
  return [...new Set(names)];
}

async function mustHave(shop_id: string): Promise<shops.ShopRow> {
  const row = await rowOf(run, shop_id);
  if (row === null) throw new Misused(`There is no shop ${shop_id}`);
  return row;
}

/**
 * Checks that the key opens an existing shop's secrets: secrets sealed with another key than the Worker's could never
 * be opened.
 */
async function mustOpen(ring: SealingRing): Promise<void> {
  const [other] = await run<shops.ShopRow>((db) => shops.selectShopPage(db, "", 1));
  if (other !== undefined) await opened(other, ring);
}

function nonce(): Uint8Array<ArrayBuffer> {
  return crypto.getRandomValues(new Uint8Array(12));
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Misused(result.message);
  return result.value;
}
