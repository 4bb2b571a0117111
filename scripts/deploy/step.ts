/** Defines a step of the deployment: it checks, and creates what is missing. `doctor` only checks. */
import type { Resolve } from "../../src/dns/over_https.ts";
import type { Cloudflare } from "./cloudflare.ts";
import type { Installation } from "./installation.ts";
import type { Names, RawConfig } from "./worker_config.ts";
import type { RunWrangler } from "./wrangler.ts";

export interface Finding {
  /** `missing` can be made by this step; `red` needs a person. */
  readonly state: "green" | "missing" | "red";
  /** Result of the check, in one line. */
  readonly said: string;
  /** What a person should do, in lines. */
  readonly remedy?: readonly string[];
  /** Further lines: DNS records, a list. Of a green step they are shown only when it was just made. */
  readonly details?: readonly string[];
  /** Further lines that are shown each time. */
  readonly figures?: readonly string[];
}

export interface Step {
  readonly name: string;
  /** Returns what `make` would do, for a dry run. */
  readonly plan: (context: Context) => string;
  /** Checks and changes nothing. */
  readonly look: (context: Context) => Promise<Finding>;
  /** Creates what is missing; may be called again after a failure in the middle. Absent for steps that only check. */
  readonly make?: (context: Context) => Promise<void>;
  /** True when the later steps are useless without this one. */
  readonly needed: boolean;
}

/** What a step may use, and what earlier steps found. */
export interface Context {
  readonly installation: Installation;
  /** Content of wrangler.toml, and the names of its parts in this installation. */
  readonly config: RawConfig;
  readonly names: Names;
  /** The version in package.json. */
  readonly version: string;
  readonly ports: Ports;
  readonly known: Known;
}

export interface Ports {
  readonly cloudflare: Cloudflare;
  readonly wrangler: RunWrangler;
  /** Requests to the deployed Worker over HTTPS. */
  readonly fetch: typeof globalThis.fetch;
  readonly resolve: Resolve;
  readonly clock: () => number;
  readonly pause: (ms: number) => Promise<void>;
  readonly random: (bytes: number) => Uint8Array<ArrayBuffer>;
  /** Prints what is shown only once, such as a new secret. */
  readonly print: (line: string) => void;
}

/** Ids that the steps find. */
export interface Known {
  account_id?: string;
  zone_id?: string;
  /** Zone of the sending domain; null when it is not in this account. */
  sending_zone_id?: string | null;
  database_id?: string;
  /** Databases of the further cells, by binding. */
  cell_ids?: ReadonlyMap<string, string>;
  /** By name. */
  queues?: ReadonlyMap<string, { readonly queue_id: string }>;
}

/** Returns the account's id, which the step `login` has found. */
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
