/**
 * Options of an installation: from the command line first, then from `deploy/<env>.json` of an earlier run, then by
 * default.
 */
import type { ParseArgsOptionsConfig } from "node:util";
import { isDnsChannel } from "../../src/domains/channel_dns.ts";
import { Misused } from "../misused.ts";
import { SECRET_NAMES } from "../../src/doors/webhooks/secret_rules.ts";
import { checkedId, checkedNewId, settingsText } from "../shop/shop_settings.ts";
import { ENV, type Installation, type Jurisdiction, JURISDICTIONS, PRODUCTION } from "./installation.ts";

export const OPTIONS = {
  env: { type: "string", default: PRODUCTION },
  account: { type: "string" },
  domain: { type: "string" },
  jurisdiction: { type: "string" },
  "reply-domain": { type: "string" },
  "no-replies": { type: "boolean", default: false },
  shop: { type: "string" },
  settings: { type: "string" },
  name: { type: "string" },
  from: { type: "string" },
  support: { type: "string" },
  url: { type: "string" },
  channel: { type: "string" },
  source: { type: "string", multiple: true, default: [] },
  "test-to": { type: "string" },
  "no-test-order": { type: "boolean", default: false },
  "assume-paid": { type: "boolean", default: false },
  "take-domain": { type: "boolean", default: false },
  "dry-run": { type: "boolean", default: false },
} satisfies ParseArgsOptionsConfig;

export interface Given {
  readonly env?: string | undefined;
  readonly account?: string | undefined;
  readonly domain?: string | undefined;
  readonly jurisdiction?: string | undefined;
  readonly "reply-domain"?: string | undefined;
  readonly "no-replies"?: boolean | undefined;
  readonly shop?: string | undefined;
  readonly settings?: string | undefined;
  readonly name?: string | undefined;
  readonly from?: string | undefined;
  readonly support?: string | undefined;
  readonly url?: string | undefined;
  readonly channel?: string | undefined;
  readonly source?: readonly string[] | undefined;
  readonly "test-to"?: string | undefined;
  readonly "no-test-order"?: boolean | undefined;
  readonly "assume-paid"?: boolean | undefined;
  readonly "take-domain"?: boolean | undefined;
}

/** Options kept between runs: no secrets, so that the file may be committed. */
export type Kept = Pick<
  Installation,
  "account_id" | "domain" | "jurisdiction" | "reply_domain" | "shop" | "test_to" | "assume_paid"
>;

export function keptFile({ root, env }: Pick<Installation, "root" | "env">): string {
  return `${root}/deploy/${env}.json`;
}

/** Throws `Misused` with everything that is missing, each with its option. */
export async function installationFrom(given: Given, root: string): Promise<Installation> {
  const env = checkedEnv(given.env ?? PRODUCTION);
  const kept = await readKept({ root, env });
  const settings = await settingsFrom(given, kept);
  const lacking = [
    given.domain ?? kept?.domain
      ? []
      : ["--domain orders.your-shop.example   the host that customers will see"],
    given.shop ?? kept?.shop.id ? [] : ["--shop your-shop   an id for the first shop, in small letters"],
    settings["name"] ? [] : ['--name "Your Shop"   as customers know it'],
    fromOf(settings) ? [] : ["--from orders@your-shop.example   the sender of its mails"],
    settings["support_email"] ? [] : ["--support help@your-shop.example   where customers may write to"],
  ].flat();
  if (lacking.length > 0) throw new Misused(`Not known yet:\n  ${lacking.join("\n  ")}`);
  const text = settingsText(settings);
  if (!text.ok) throw new Misused(text.message);
  const id = given.shop === undefined ? checkedId(kept!.shop.id) : checkedNewId(given.shop);
  if (!id.ok) throw new Misused(id.message);
  const sending_domain = fromOf(settings)!.split("@")[1]!.toLowerCase();
  const channel = (settings["channels"] as readonly string[] | undefined)?.[0] ?? "cloudflare";
  if (channel === "capture") throw new Misused("channels must not begin with capture: it sends to nobody");
  const reply_domain = replyDomain(given, kept, sending_domain);
  return {
    env,
    root,
    account_id: given.account ?? kept?.account_id ?? Deno.env.get("CLOUDFLARE_ACCOUNT_ID") ?? null,
    domain: hostIn("--domain", given.domain ?? kept!.domain),
    jurisdiction: checkedJurisdiction(given.jurisdiction) ?? kept?.jurisdiction ?? null,
    sending_domain,
    reply_domain,
    channel: isDnsChannel(channel) ? channel : null,
    shop: {
      id: id.value,
      // Answers go where the catch-all of Email Routing takes them, unless the settings themselves say otherwise.
      settings: reply_domain === null ? settings : { reply_domain, ...settings },
      sources: sourcesFrom(given, kept),
    },
    test_to: given["no-test-order"] ? null : given["test-to"] ??
      (kept === null ? String(settings["support_email"]) : kept.test_to),
    assume_paid: given["assume-paid"] || kept?.assume_paid || false,
    take_domain: given["take-domain"] ?? false,
  };
}

export async function keep(installation: Installation): Promise<void> {
  const { account_id, domain, jurisdiction, reply_domain, shop, test_to, assume_paid } = installation;
  const kept: Kept = { account_id, domain, jurisdiction, reply_domain, shop, test_to, assume_paid };
  await Deno.mkdir(`${installation.root}/deploy`, { recursive: true });
  await Deno.writeTextFile(keptFile(installation), `${JSON.stringify(kept, null, 2)}\n`);
}

export async function readKept(installation: Pick<Installation, "root" | "env">): Promise<Kept | null> {
  try {
    return JSON.parse(await Deno.readTextFile(keptFile(installation)));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw new Error(
      `${keptFile(installation)} cannot be read: it must be the JSON that an earlier run wrote`,
    );
  }
}

export function checkedEnv(env: string): string {
  if (ENV.test(env)) return env;
  throw new Misused(
    `--env must be 1 to 16 small letters and digits, such as staging, without waybill in it: got ${env}`,
  );
}

async function settingsFrom(given: Given, kept: Kept | null): Promise<Readonly<Record<string, unknown>>> {
  const file = given.settings === undefined ? {} : JSON.parse(await Deno.readTextFile(given.settings));
  const settings = {
    ...kept?.shop.settings,
    ...file,
    ...(given.name === undefined ? {} : { name: given.name }),
    ...(given.from === undefined ? {} : { from: { email: given.from } }),
    ...(given.support === undefined ? {} : { support_email: given.support }),
    ...(given.url === undefined ? {} : { url: given.url }),
    ...(given.channel === undefined ? {} : { channels: [given.channel] }),
  };
  // Outcomes of mails come by the queue that is subscribed here; without this setting bounces would stay unseen.
  return { provider_reports: true, order_index: true, ...settings };
}

function fromOf(settings: Readonly<Record<string, unknown>>): string | undefined {
  const email = (settings["from"] as { readonly email?: string } | undefined)?.email;
  return email?.includes("@") ? email : undefined;
}

function replyDomain(given: Given, kept: Kept | null, sending_domain: string): string | null {
  if (given["no-replies"]) return null;
  if (given["reply-domain"] !== undefined) return hostIn("--reply-domain", given["reply-domain"]);
  return kept === null ? `reply.${sending_domain}` : kept.reply_domain;
}

/** Adds the sources that are always needed: `standard` signs the test order, `api` opens the desk. */
function sourcesFrom(given: Given, kept: Kept | null): readonly string[] {
  const stranger = given.source?.find((name) => !SECRET_NAMES.includes(name));
  if (stranger !== undefined) {
    throw new Misused(`--source must be one of ${SECRET_NAMES.join(", ")}: got ${stranger}`);
  }
  return [...new Set(["api", "standard", ...(kept?.shop.sources ?? []), ...(given.source ?? [])])];
}

function checkedJurisdiction(text: string | undefined): Jurisdiction | null {
  if (text === undefined) return null;
  const known = JURISDICTIONS.find((name) => name === text);
  if (known === undefined) {
    throw new Misused(`--jurisdiction must be one of ${JURISDICTIONS.join(", ")}: got ${text}`);
  }
  return known;
}

function hostIn(option: string, text: string): string {
  const host = text.toLowerCase().replace(/^https:\/\//, "").replace(/\/$/, "");
  if (/^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)) return host;
  throw new Misused(`${option} must be a host such as orders.your-shop.example: got ${JSON.stringify(text)}`);
}
