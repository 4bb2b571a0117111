/**
 * `deno task shop add|list|rotate|show|set|reconcile|move`: connects a shop and its senders, in the local database or with
 * `--remote` in the deployed one. It prints a new secret once and never again.
 */
import type { ParseArgsOptionsConfig } from "node:util";
import type { SealingRing } from "../src/sealed.ts";
import { checkValue } from "../src/doors/forms/check_value.ts";
import { NewToken } from "../src/doors/forms/new_token.ts";
import { mintToken } from "../src/flow/programs/api_tokens.ts";
import {
  API_TOKENS_MAX,
  deleteApiToken,
  insertApiToken,
  readApiTokens,
  selectApiToken,
  selectApiTokens,
} from "../src/sql/api_tokens.ts";
import { upsertReconciliation } from "../src/sql/reconciliations.ts";
import * as moves from "../src/sql/moves.ts";
import * as shops from "../src/sql/shops.ts";
import { bindingOf } from "../src/config.ts";
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
} from "../src/doors/webhooks/secret_rules.ts";
import { senderSteps } from "./shop/sender_steps.ts";
import { mailsText, withMailWishes } from "./shop/mail_wishes.ts";
import { checkedId, checkedNewId, settingsText, shopRow } from "./shop/shop_settings.ts";
import { opened, rowOf, type Surroundings, surroundingsOf } from "./shop/surroundings.ts";
import type { Result } from "../src/result.ts";

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

/** Days before today that a storefront is asked for at first, when no day is given. */
const FIRST_DAYS = 7;

/** What each stage of a move means to whoever looks on. */
const STAGES: Readonly<Record<moves.MoveStage, string>> = {
  announced: "announced: for a minute and a half everybody learns of it",
  draining: "draining: what is being sent is waited for",
  copying: "copying",
  left: "has arrived, and is served there; its old rows are deleted",
};

/** Milliseconds between two looks at a move, which takes some minutes. */
const LOOK_MS = 5_000;
/** Milliseconds after which a move that does not go on is told. */
const STANDS_MS = 600_000;

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
  scope: { type: "string", multiple: true, default: [] },
  days: { type: "string" },
  since: { type: "string" },
  cell: { type: "string" },
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
  token,
  tokens,
  "end-token": endToken,
  reconcile,
  move,
};
let run: Surroundings["run"];
let runIn: Surroundings["runIn"];
let reachedCells: Surroundings["reachedCells"];
let isClockRunning: Surroundings["isClockRunning"];
let surroundings: Surroundings["keyed"];

await runTask(async () => {
  const call = VERBS[verb];
  if (call === undefined) {
    throw new Misused(`${verb ? `There is no ${verb}` : "Nothing was asked for"}:\n${USAGE}`);
  }
  if (positionals.length !== (verb === "list" ? 1 : ["move", "end-token"].includes(verb) ? 3 : 2)) {
    throw new Misused(USAGE);
  }
  if (verb !== "list") valueOf(verb === "add" ? checkedNewId(id) : checkedId(id));
  ({ run, runIn, reachedCells, isClockRunning, keyed: surroundings } = await surroundingsOf(
    values.remote,
    values.env,
  ));
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
  const cell = values.cell === undefined ? 1 : await reachedCell(values.cell);
  const { ring, public_url } = await surroundings();
  await mustOpen(ring);
  const fresh = names.map((name) => ({ name, secret: secretFor(name) }));
  const secrets = fresh.reduce<Secrets>(
    (all, { name, secret }) => secret === null ? all : valueOf(withSecret(all, name, secret)),
    {},
  );
  const row = await shopRow({ id, settings, secrets }, ring, nonce());
  await run((db) => shops.upsertShop(db, row, cell));
  await askForOrders(Object.keys(secrets), null);
  const where = cell === 1 ? "" : `, and lives in cell ${cell}`;
  console.log(`Shop ${id} is kept in the ${values.remote ? "deployed" : "local"} database${where}.`);
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
    const rows = await run<shops.ListedShop>((db) => shops.selectShopPage(db, after, PAGE));
    for (const row of rows) {
      const { name } = JSON.parse(row.settings);
      console.log(
        `${row.id.padEnd(32)} ${name}  ${Object.keys(await opened(row, ring)).join(", ") || "no sender"}${
          row.cell === 1 ? "" : `  cell ${row.cell}`
        }`,
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

/** Makes a token for a program of the shop, and shows it this once. */
async function token(): Promise<void> {
  await mustHave(id);
  const asked = {
    name: values.name,
    scopes: values.scope,
    ...(values.days !== undefined && { days: Number(values.days) }),
  };
  const read = checkValue(asked, NewToken);
  if (!read.ok) throw new Misused(`--${read.field.replace(/^scopes.*/, "scope")} ${read.message}`);
  const made = await mintToken(
    (count) => crypto.getRandomValues(new Uint8Array(count)),
    read.value,
    Date.now(),
  );
  const runThere = await runInItsCell();
  await runThere((db) => insertApiToken(db, id, made.row));
  const [kept] = await runThere((db) => selectApiToken(db, id, made.row.id));
  if (kept === undefined) throw new Misused(`Shop ${id} must have fewer than ${API_TOKENS_MAX} tokens`);
  const { public_url } = await surroundings();
  console.log(`Token    ${made.token}   (shown this once)`);
  console.log(`Address  ${public_url}/api/shops/${id}/`);
}

async function tokens(): Promise<void> {
  await mustHave(id);
  const runThere = await runInItsCell();
  const rows = readApiTokens({ results: await runThere((db) => selectApiTokens(db, id)) });
  for (const { id: one, name, scopes, used_at, expires_at } of rows) {
    const used = used_at === null ? "never used" : `used ${new Date(used_at).toISOString()}`;
    const until = expires_at === null ? "" : `, until ${new Date(expires_at).toISOString()}`;
    console.log(`${one}  ${name}  ${scopes.join(" ")}  ${used}${until}`);
  }
  if (rows.length === 0) console.log(`No program of ${id} has a token.`);
}

async function endToken(): Promise<void> {
  await mustHave(id);
  const runThere = await runInItsCell();
  const token_id = positionals[2]!;
  const [known] = await runThere((db) => selectApiToken(db, id, token_id));
  if (known === undefined) {
    throw new Misused(`Shop ${id} has no token ${token_id}: deno task shop tokens ${id}`);
  }
  await runThere((db) => deleteApiToken(db, id, token_id));
  console.log(`Token ${token_id} opens nothing any more.`);
}

async function runInItsCell(): Promise<ReturnType<Surroundings["runIn"]>> {
  const [home] = await run<shops.FoundShop>((db) => shops.selectShop(db, id));
  return runIn(bindingOf(home?.cell ?? 1));
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
  const cell = await reachedCell(positionals[2]!);
  await mustHave(id);
  const begun = await run((db) => moves.insertMove(db, id, cell, Date.now()));
  if (begun.length === 0) {
    const [going] = await run<moves.Move>((db) => moves.selectMove(db, id));
    if (going === undefined) return console.log(`Shop ${id} lives in cell ${cell} already.`);
    if (going.to_cell !== cell) {
      throw new Misused(`Shop ${id} moves to cell ${going.to_cell}: wait until it is there, then move it on`);
    }
    console.log(`Shop ${id} moves to cell ${cell} already.`);
  }
  console.log("Its webhooks wait meanwhile and are recorded there; its mails leave when it has arrived.");
  console.log("The clock moves it, also when this command is ended: it only looks on.");
  if (!await isClockRunning()) console.log("No clock runs here: it begins with `deno task dev`.");
  for (let said = "", since_ms = Date.now();;) {
    const [going] = await run<StoredMove>((db) => moves.selectMove(db, id));
    if (going === undefined) return console.log(`Shop ${id} lives in cell ${cell}.`);
    const table = going.progress === null ? null : JSON.parse(going.progress).table as string;
    const next = `  ${STAGES[going.stage]}${table === null ? "" : `: ${table}`}`;
    if (next !== said) {
      console.log(next);
      since_ms = Date.now();
    } else if (Date.now() - since_ms > STANDS_MS) {
      console.log(
        "  For ten minutes nothing has changed: /healthz says whether the clock ticks, the log what fails.",
      );
      since_ms = Date.now();
    }
    said = next;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** A move as its row has it. */
interface StoredMove extends Omit<moves.Move, "progress"> {
  readonly progress: string | null;
}

/** Throws `Misused` where the Worker is not bound to that cell: it could serve no shop there. */
async function reachedCell(text: string): Promise<number> {
  const cells = await reachedCells();
  const cell = Number(text);
  if (cells.includes(cell)) return cell;
  throw new Misused(
    `CELL must be one that the Worker is bound to, ${
      cells.join(", ") || "none yet"
    }: got ${text}. \`deno task cell add\`${
      values.remote ? ", then `deno task deploy`, bring" : " brings"
    } another one`,
  );
}

/**
 * Plans the reconciliation: when one of these secrets allows asking the storefront for orders, the Worker does so
 * from its next tick.
 */
async function askForOrders(names: readonly string[], since: string | null): Promise<readonly string[]> {
  const sources = ["shopify", "woocommerce"].filter((source) => names.includes(`${source}.token`));
  const now_ms = Date.now();
  const first_since = new Date(now_ms - FIRST_DAYS * 86_400_000).toISOString();
  const runThere = await runInItsCell();
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
