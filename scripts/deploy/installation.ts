/** What an installation is called and made of at Cloudflare. Pure: the names follow from the environment alone. */

import type { DnsChannel } from "../../src/domains/channel_dns.ts";

export const JURISDICTIONS = ["eu", "us", "fedramp"] as const;
export type Jurisdiction = (typeof JURISDICTIONS)[number];

export interface ShopWish {
  readonly id: string;
  /** As `deno task shop add` takes them, not yet checked. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly sources: readonly string[];
}

export interface Installation {
  readonly env: string;
  /** Where the repository lies. */
  readonly root: string;
  /** Null where the login must tell. */
  readonly account_id: string | null;
  /** The host that customers see: `orders.shop.example`. */
  readonly domain: string;
  readonly jurisdiction: Jurisdiction | null;
  /** The domain behind the @ of the shop's mails. */
  readonly sending_domain: string;
  /** Where answers to mails go; null: to the shop's own mailbox. */
  readonly reply_domain: string | null;
  /** The shop's first way out, where its DNS can be checked. */
  readonly channel: DnsChannel | null;
  /** The shop that is made when the installation has none of this id. */
  readonly shop: ShopWish;
  /** Who gets the mail of the test order; null: no test order. */
  readonly test_to: string | null;
  readonly assume_paid: boolean;
  readonly take_domain: boolean;
}

export const PRODUCTION = "production";
/** Short, since it stands before every name; `waybill` in it would make the names ambiguous. */
export const ENV = /^(?!.*waybill)[a-z][a-z0-9]{0,15}$/;

/** `name` as this environment has it: `waybill-spill` is `staging-waybill-spill` in staging. */
export function nameIn(env: string, name: string): string {
  return env === PRODUCTION ? name : `${env}-${name}`;
}

export function publicUrl({ domain }: Installation): string {
  return `https://${domain}`;
}

export function sendsByCloudflare({ channel }: Installation): boolean {
  return channel === "cloudflare";
}
