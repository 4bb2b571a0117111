/** The senders of a shop: their secrets and addresses, and what is asked of its storefront. */
import {
  checkedSecret,
  isInAddress,
  madeSecret,
  SECRET_NAMES,
  withoutOld,
  withSecret,
} from "../../src/doors/webhooks/secret_rules.ts";
import { upsertReconciliation } from "../../src/sql/reconciliations.ts";
import * as shops from "../../src/sql/shops.ts";
import { Misused } from "../misused.ts";
import { type Call, mustHave, nonce, runInItsCell, valueOf } from "./call.ts";
import { senderSteps } from "./sender_steps.ts";
import { shopRow } from "./shop_settings.ts";
import { opened } from "./surroundings.ts";

/** Days before today that a storefront is asked for at first, when no day is given. */
const FIRST_DAYS = 7;

export async function rotate(call: Call): Promise<void> {
  const [name, ...others] = namedSenders(call);
  if (name === undefined || others.length > 0) throw new Misused("--source must name one sender");
  const row = await mustHave(call);
  const { ring, public_url } = await call.keyed();
  const before = await opened(row, ring);
  const secret = call.values["drop-old"] ? null : secretFor(call, name);
  if (secret === null && !call.values["drop-old"]) throw new Misused(`A secret of ${name} must be given`);
  const after = secret === null ? withoutOld(before, name) : valueOf(withSecret(before, name, secret));
  const next = await shopRow({ id: call.id, settings: row.settings, secrets: after }, ring, nonce());
  const changed = await call.run((db) =>
    shops.replaceSecrets(db, call.id, { before: row.secrets, after: next.secrets })
  );
  if (changed.length === 0) {
    throw new Error(`The secrets of ${call.id} changed meanwhile: nothing was written, try again`);
  }
  const live = after[name]?.length ?? 0;
  console.log(
    `${name} of ${call.id} has ${
      live === 1 ? "one live secret" : `${live} live secrets`
    }; seen within 30 seconds.`,
  );
  if (secret === null) return;
  await askForOrders(call, [name], null);
  await introduce(call, name, secret, public_url);
}

export async function reconcile(call: Call): Promise<void> {
  const row = await mustHave(call);
  const { ring } = await call.keyed();
  const since = call.values.since === undefined ? null : new Date(call.values.since);
  if (since !== null && Number.isNaN(since.getTime())) {
    throw new Misused("--since must be a day such as 2026-11-01");
  }
  const asked = await askForOrders(call, Object.keys(await opened(row, ring)), since?.toISOString() ?? null);
  if (asked.length === 0) {
    throw new Misused(
      `Shop ${call.id} must have a token of a storefront that can be asked: shopify.token, woocommerce.token`,
    );
  }
  console.log(
    `${
      asked.join(" and ")
    } of ${call.id}: asked for changed orders from the next minute on, and every night.`,
  );
}

/**
 * Plans the reconciliation: when one of these secrets allows asking the storefront for orders, the Worker does so
 * from its next tick.
 */
export async function askForOrders(
  call: Call,
  names: readonly string[],
  since: string | null,
): Promise<readonly string[]> {
  const sources = ["shopify", "woocommerce"].filter((source) => names.includes(`${source}.token`));
  const now_ms = Date.now();
  const first_since = new Date(now_ms - FIRST_DAYS * 86_400_000).toISOString();
  const runThere = await runInItsCell(call);
  for (const source of sources) {
    await runThere((db) =>
      upsertReconciliation(db, { shop_id: call.id, source, since, first_since, due_at: now_ms })
    );
  }
  return sources;
}

/** Prints what the person has to do next, with the secret if it was just made. */
export async function introduce(
  call: Call,
  name: string,
  secret: string | null,
  public_url: string,
): Promise<void> {
  const is_ours = secret !== null && !call.values.secret.some((text) => text.startsWith(`${name}=`)) &&
    madeSecret(name, new Uint8Array(32)) !== null;
  console.log(`\n${name}`);
  if (name.includes(".") || name === "turnstile") return console.log("  kept, sealed.");
  console.log(`  Address  ${addressOf(call, name, is_ours ? secret : null, public_url)}`);
  if (is_ours) console.log(`  Secret   ${secret}   (shown this once)`);
  else if (secret !== null) console.log("  Secret   kept, sealed");
  else {console.log(
      `  Secret   not given yet: its sender shows it, then \`deno task shop rotate ${call.id} --source ${name}\``,
    );}
  if (name === "api") return console.log(`  Desk     ${public_url}/admin/${call.id}, signed in with it`);
  const page = await Deno.readTextFile(new URL("../../docs/senders.md", import.meta.url));
  const steps = senderSteps(page, name, addressOf(call, name, null, public_url)) ?? "See docs/operating.md.";
  console.log(steps.split("\n").map((line) => `  ${line}`.trimEnd()).join("\n"));
}

export function addressOf(call: Call, name: string, secret: string | null, public_url: string): string {
  if (name === "api") return `${public_url}/api/shops/${call.id}/`;
  const token = isInAddress(name) ? `?token=${secret ?? "<secret>"}` : "";
  return `${public_url}/hooks/${call.id}/${name}${token}`;
}

/** Returns the secret that was given, made or typed; `null` when it comes later. */
export function secretFor(call: Call, name: string): string | null {
  const given = call.values.secret.find((text) => text.startsWith(`${name}=`))?.slice(name.length + 1);
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

/** Names that `--source` and `--secret` give. Throws `Misused` for one that no sender has. */
export function namedSenders({ values }: Call): readonly string[] {
  const names = [...values.source, ...values.secret.map((text) => text.split("=")[0]!)];
  const stranger = names.find((name) => !SECRET_NAMES.includes(name));
  if (stranger !== undefined) throw new Misused(`--source must be one of ${SECRET_NAMES.join(", ")}`);
  return [...new Set(names)];
}
