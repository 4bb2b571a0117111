/** Env → Config: what the Worker was started with, checked once. A missing, empty or malformed secret stops it at the start. */
import * as v from "valibot";
import type { LinkKey } from "./links/signed_link.ts";
import { fromBase64 } from "./sealed.ts";

/** The bindings and variables of wrangler.toml and `.dev.vars`. */
export interface Env {
  readonly DB: D1Database;
  readonly MAIL: R2Bucket;
  readonly EMAIL: SendEmail;
  readonly NUDGES: Queue;
  readonly SPILL: Queue;
  /** "Email me my link": so many a minute for one address, and for one network. */
  readonly LINKS_BY_ADDRESS: RateLimit;
  readonly LINKS_BY_NETWORK: RateLimit;
  readonly ENVIRONMENT: string;
  readonly PUBLIC_URL: string;
  readonly LINK_KEYS: string;
  readonly SEALING_KEY: string;
  readonly MAILCHANNELS_API_KEY?: string;
}

const Key = v.pipe(
  v.string(),
  v.base64("Must be base64"),
  v.transform(fromBase64),
  v.check((bytes) => bytes.length === 32, "Must be 32 bytes in base64"),
);

const LinkKeys = v.pipe(
  v.string(),
  v.nonEmpty("Must not be empty"),
  v.regex(/^\d{1,3}:[^,:]+(,\d{1,3}:[^,:]+)*$/, "Must be `id:base64`, newest first, separated by commas"),
  v.transform((text) =>
    text.split(",").map((part) => {
      const [id, key] = part.split(":");
      return { id: Number(id), bytes: key };
    })
  ),
  v.array(v.object({ id: v.pipe(v.number(), v.minValue(1), v.maxValue(255)), bytes: Key })),
  v.check(
    (keys) => new Set(keys.map(({ id }) => id)).size === keys.length,
    "Must give each key an id of its own",
  ),
);

const Config = v.object({
  ENVIRONMENT: v.picklist(["development", "production"]),
  PUBLIC_URL: v.pipe(
    v.string(),
    v.url(),
    v.transform((url) => url.replace(/\/+$/, "")),
  ),
  LINK_KEYS: LinkKeys,
  SEALING_KEY: Key,
  MAILCHANNELS_API_KEY: v.optional(v.pipe(v.string(), v.nonEmpty("Must not be empty"))),
});

export interface Config {
  readonly development: boolean;
  /** Where customers reach this Worker, without a slash at the end. */
  readonly public_url: string;
  /** The first signs; all verify. */
  readonly link_keys: readonly LinkKey[];
  readonly sealing_key: Uint8Array<ArrayBuffer>;
  readonly mailchannels_api_key: string | undefined;
}

/** Throws with every variable that is wrong and the rule it breaks, never with its value. */
export function readConfig(env: unknown): Config {
  const read = v.safeParse(Config, env);
  if (!read.success) {
    const faults = read.issues.map((issue) => `${v.getDotPath(issue) ?? "environment"}: ${ruleOf(issue)}`);
    throw new Error(`Cannot start as its environment is not complete. ${faults.join("; ")}`);
  }
  const { ENVIRONMENT, PUBLIC_URL, LINK_KEYS, SEALING_KEY, MAILCHANNELS_API_KEY } = read.output;
  return {
    development: ENVIRONMENT === "development",
    public_url: PUBLIC_URL,
    link_keys: LINK_KEYS,
    sealing_key: SEALING_KEY,
    mailchannels_api_key: MAILCHANNELS_API_KEY,
  };
}

/** valibot's default messages quote the value; ours do not, and these values are secrets. */
function ruleOf(issue: v.BaseIssue<unknown>): string {
  if (issue.received === "undefined") return "is missing";
  return issue.message.startsWith("Must") ? issue.message : `must be ${issue.expected ?? "of another form"}`;
}
