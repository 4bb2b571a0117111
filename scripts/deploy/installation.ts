/** Names and parts of an installation at Cloudflare. Pure: the names follow from the environment alone. */

import type { DnsChannel } from "../../src/domains/channel_dns.ts";

export const JURISDICTIONS = ["eu", "us", "fedramp"] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

export interface ShopWish {
  readonly id: string;
  /** Settings as `deno task shop add` takes them, not yet checked. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sources: readonly string[];
}

export interface Installation {
  readonly env: string;
  /** Root folder of the repository. */
  readonly root: string;
  /** Null when the account is found by the login. */
  readonly account_id: string | null;
  /** Host that customers see: `orders.shop.example`. */
  readonly domain: string;
  readonly jurisdiction: Jurisdiction | null;
  /** Domain after the @ of the shop's mails. */
  readonly sending_domain: string;
  /** Domain to which replies to mails go; null for the shop's own mailbox. */
  readonly reply_domain: string | null;
  /** The shop's first channel, if its DNS can be checked. */
  readonly channel: DnsChannel | null;
  /** The shop that is created when the installation has none with this id. */
  readonly shop: ShopWish;
  /** Address that gets the mail of the test order; null for no test order. */
  readonly test_to: string | null;
  readonly assume_paid: boolean;
  readonly take_domain: boolean;
}

export const PRODUCTION = "production";
/** Short, since it begins every name; `waybill` in it would make the names ambiguous. */
export const ENV = /^(?!.*waybill)[a-z][a-z0-9]{0,15}$/;

/** Returns the name in this environment: `waybill-spill` is `staging-waybill-spill` in staging. */
export function nameIn(env: string, name: string): string {
  return env === PRODUCTION ? name : `${env}-${name}`;
}

export function publicUrl({ domain }: Installation): string {
  return `https://${domain}`;
}

export function sendsByCloudflare({ channel }: Installation): boolean {
  return channel === "cloudflare";
}
