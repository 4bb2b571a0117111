/** Shops are added, listed, shown and set. */
import { type Secrets, withSecret } from "../../src/doors/webhooks/secret_rules.ts";
import type { SealingRing } from "../../src/sealed.ts";
import * as shops from "../../src/sql/shops.ts";
import { Misused } from "../misused.ts";
import { type Call, mustHave, nonce, reachedCell, valueOf } from "./call.ts";
import { mailsText, withMailWishes } from "./mail_wishes.ts";
import { addressOf, askForOrders, introduce, namedSenders, secretFor } from "./senders.ts";
import { settingsText, shopRow } from "./shop_settings.ts";
import { opened, rowOf } from "./surroundings.ts";

export async function add(call: Call): Promise<void> {
  const settings = valueOf(settingsText(caughtHere(call, await givenSettings(call))));
  const names = namedSenders(call);
  if (await rowOf(call.run, call.id) !== null) {
    throw new Misused(
      `Shop ${call.id} must be a new one: its settings are replaced by \`set\`, its secrets by \`rotate\``,
    );
  }
  const cell = call.values.cell === undefined ? 1 : await reachedCell(call, call.values.cell);
  const { ring, public_url } = await call.keyed();
  await mustOpen(call, ring);
  const fresh = names.map((name) => ({ name, secret: secretFor(call, name) }));
  const secrets = fresh.reduce<Secrets>(
    (all, { name, secret }) => secret === null ? all : valueOf(withSecret(all, name, secret)),
    {},
  );
  const row = await shopRow({ id: call.id, settings, secrets }, ring, nonce());
  await call.run((db) => shops.upsertShop(db, row, cell));
  await askForOrders(call, Object.keys(secrets), null);
  const where = cell === 1 ? "" : `, and lives in cell ${cell}`;
  console.log(
    `Shop ${call.id} is kept in the ${call.values.remote ? "deployed" : "local"} database${where}.`,
  );
  for (const { name, secret } of fresh) await introduce(call, name, secret, public_url);
  if (call.values.remote) return;
  console.log(`\nIts mails are caught in the dev mailbox: ${public_url}/dev/mail`);
  if (names.includes("standard")) console.log(`An order for it: deno task demo --shop ${call.id}`);
}

/**
 * Sends mails to the dev mailbox in development, unless channels are given, so that the first mail is visible at
 * once.
 */
function caughtHere(call: Call, settings: object): object {
  return call.values.remote || "channels" in settings ? settings : { ...settings, channels: ["capture"] };
}

export async function list(call: Call): Promise<void> {
  const { ring } = await call.keyed();
  const PAGE = 100;
  for (let after = "", count = PAGE; count === PAGE;) {
    const rows = await call.run<shops.ListedShop>((db) => shops.selectShopPage(db, after, PAGE));
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

export async function show(call: Call): Promise<void> {
  const row = await mustHave(call);
  const { ring, public_url } = await call.keyed();
  console.log(JSON.stringify(JSON.parse(row.settings), null, 2));
  for (const [name, live] of Object.entries(await opened(row, ring))) {
    const count = live.length === 1 ? "one secret" : `${live.length} secrets`;
    console.log(
      `${name.padEnd(18)} ${count}  ${name.includes(".") ? "" : addressOf(call, name, null, public_url)}`
        .trimEnd(),
    );
  }
}

export async function set(call: Call): Promise<void> {
  const settings = valueOf(settingsText(await givenSettings(call)));
  if (call.values.dry) return console.log("These settings may be kept. Nothing was changed.");
  const changed = await call.run((db) => shops.updateSettings(db, call.id, settings));
  if (changed.length === 0) throw new Misused(`There is no shop ${call.id}`);
  console.log(`Shop ${call.id} has its new settings; they hold within 30 seconds.`);
}

/** Says which mails go, and changes it where something is wished; with `--dry` it is only checked. */
export async function mails(call: Call): Promise<void> {
  const row = await mustHave(call);
  const { kind, copy, shadow, dry } = call.values;
  const wishes = { kinds: kind, copies: copy, shadow };
  const text = valueOf(settingsText(valueOf(withMailWishes(JSON.parse(row.settings), wishes))));
  const is_wish = kind.length + copy.length > 0 || shadow !== undefined;
  if (is_wish && !dry) {
    const changed = await call.run((db) =>
      shops.replaceSettings(db, call.id, { before: row.settings, after: text })
    );
    if (changed.length === 0) {
      throw new Error(`The settings of ${call.id} changed meanwhile: nothing was written, try again`);
    }
  }
  console.log(mailsText(text));
  if (is_wish) console.log(dry ? "Nothing was changed." : "It holds within 30 seconds.");
}

async function givenSettings(call: Call): Promise<object> {
  const { settings, name, from, support, url, channel } = call.values;
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

/**
 * Checks that the key opens an existing shop's secrets: secrets sealed with another key than the Worker's could never
 * be opened.
 */
async function mustOpen(call: Call, ring: SealingRing): Promise<void> {
  const [other] = await call.run<shops.ShopRow>((db) => shops.selectShopPage(db, "", 1));
  if (other !== undefined) await opened(other, ring);
}
