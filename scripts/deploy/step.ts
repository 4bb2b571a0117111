/** What a step of the deployment is: it looks, and where something is missing it makes it. `doctor` only looks. */
import type { Resolve } from "../../src/dns/over_https.ts";
import type { Cloudflare } from "./cloudflare.ts";
import type { Installation } from "./installation.ts";
import type { Names, RawConfig } from "./worker_config.ts";
import type { RunWrangler } from "./wrangler.ts";

export interface Finding {
  /** `missing` can be made by this step; `red` needs a person. */
  readonly state: "green" | "missing" | "red";
  /** What was found, in one line. */
  readonly said: string;
  /** What a person does about it, a line each. */
  readonly remedy?: readonly string[];
  /** What belongs beside it: DNS records, a list. */
  readonly details?: readonly string[];
}

export interface Step {
  readonly name: string;
  /** What `make` will do, for a dry run. */
  readonly plan: (context: Context) => string;
  /** Asks and changes nothing. */
  readonly look: (context: Context) => Promise<Finding>;
  /** Makes what is missing; called again after it failed in the middle. Steps that only check have none. */
  readonly make?: (context: Context) => Promise<void>;
  /** Whether the steps behind it are in vain without it. */
  readonly needed: boolean;
}

/** What a step may use, and what the steps before it found. */
export interface Context {
  readonly installation: Installation;
  /** wrangler.toml, and what its parts are called in this installation. */
  readonly config: RawConfig;
  readonly names: Names;
  /** What stands in package.json. */
  readonly version: string;
  readonly ports: Ports;
  readonly known: Known;
}

export interface Ports {
  readonly cloudflare: Cloudflare;
  readonly wrangler: RunWrangler;
  /** The deployed Worker over HTTPS. */
  readonly fetch: typeof globalThis.fetch;
  readonly resolve: Resolve;
  readonly clock: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Prints what must be seen once, such as a secret that was made. */
  readonly print: (line: string) => void;
}

/** Filled by the steps as they look. */
export interface Known {
  account_id?: string;
  zone_id?: string;
  /** Of the domain that mail is sent from; null where it is not in this account. */
  sending_zone_id?: string | null;
  database_id?: string;
  /** By name. */
  queues?: ReadonlyMap<string, { readonly queue_id: string }>;
}

/** The account's id; the step `login` has found it. */
export function accountOf({ known }: Context): string {
  if (known.account_id === undefined) {
    throw new Error("Cannot ask Cloudflare as the account must be known first");
  }
  return known.account_id;
}

export const green = (said: string, more: Partial<Finding> = {}): Finding => ({
  state: "green",
  said,
  ...more,
});
export const missing = (said: string, ...remedy: readonly string[]): Finding => ({
  state: "missing",
  said,
  remedy,
});
export const red = (said: string, ...remedy: readonly string[]): Finding => ({ state: "red", said, remedy });
