/** Reads Env into Config once. A missing, empty or malformed secret stops the Worker at its start. */
import * as v from "valibot";
import type { LinkKey } from "./links/signed_link.ts";
import { type ChannelSettings, channelSettings } from "./channels/table.ts";
import { allOrNone, checked } from "./environment.ts";
import { fromBase64, readSealingKeys, type SealingKey } from "./sealed.ts";

/** The bindings and variables of wrangler.toml and `.dev.vars`. Those of the channels stand in their files. */
export interface Env {
  readonly DB: D1Database;
  readonly MAIL: R2Bucket;
  readonly EMAIL: SendEmail;
  readonly NUDGES: Queue;
  readonly BULK_NUDGES: Queue;
  readonly ERRANDS: Queue;
  readonly SPILL: Queue;
  /** Limits per minute for "Email me my link": one for each address, one for each network. */
  readonly LINKS_BY_ADDRESS: RateLimit;
  readonly LINKS_BY_NETWORK: RateLimit;
  /** Limits per minute for webhooks that are kept although nobody could verify them. */
  readonly RAW_BY_SHOP: RateLimit;
  readonly RAW_OF_ALL: RateLimit;
  readonly RAW_LARGE: RateLimit;
  /** How often a minute `/healthz` looks again. */
  readonly HEALTH_LOOKS: RateLimit;
  /** Requests per minute to the API by one token. */
  readonly API_BY_TOKEN: RateLimit;
  /** Makes pictures small whose storefront has no small size of them; they are served as they are where it is not bound. */
  readonly IMAGES?: ImagesBinding;
  readonly ENVIRONMENT: string;
  readonly PUBLIC_URL: string;
  readonly LINK_KEYS: string;
  readonly SEALING_KEY: string;
  readonly PEPPER?: string;
  readonly ACCESS_TEAM_DOMAIN?: string;
  readonly ACCESS_AUD?: string;
}

/** Returns the name of a cell's binding: `DB`, `DB_2`, `DB_3` … */
export function bindingOf(cell: number): string {
  return cell === 1 ? "DB" : `DB_${cell}`;
}

/** Returns the databases of all cells that the Worker is bound to, the first cell first. */
export function databasesIn(env: Env): readonly D1Database[] {
  const databases: D1Database[] = [];
  for (let cell = 1;; cell++) {
    const db = (env as unknown as Readonly<Record<string, D1Database | undefined>>)[bindingOf(cell)];
    if (db === undefined) return databases;
    databases.push(db);
  }
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

const SealingKeys = v.pipe(
  v.string(),
  v.rawTransform<string, readonly SealingKey[]>(({ dataset, addIssue, NEVER }) => {
    const keys = readSealingKeys(dataset.value);
    if (keys !== null) return keys;
    addIssue({
      message: "Must be `id:base64` of 32 bytes, newest first, separated by commas, each id once",
    });
    return NEVER;
  }),
);

/**
 * Keys that `.dev.vars.example` has published, now or before: anybody who knows one could sign links and open
 * secrets.
 */
const PUBLISHED_KEYS: readonly string[] = [
  "a/development/key/for/links/never/deployed0=",
  "a/development/key/for/seals/never/deployed0=",
  "ZGV2ZWxvcG1lbnQtb25seS1saW5rLWtleS0wMDAwMDE=",
  "ZGV2ZWxvcG1lbnQtb25seS1zZWFsaW5nLWtleS0wMDE=",
];
const NOT_PUBLISHED = "Must not be a key of .dev.vars.example in production: everybody knows those";

/** Further rules for the variables in production. */
const Production = v.object({
  PUBLIC_URL: v.pipe(v.string(), v.startsWith("https://", "Must begin with https:// in production")),
  LINK_KEYS: v.pipe(v.string(), v.check((text) => !text.split(",").some(isPublished), NOT_PUBLISHED)),
  SEALING_KEY: v.pipe(v.string(), v.check((text) => !text.split(",").some(isPublished), NOT_PUBLISHED)),
  PEPPER: v.optional(v.pipe(v.string(), v.check((text) => !isPublished(text), NOT_PUBLISHED))),
});

const Config = v.object({
  ENVIRONMENT: v.picklist(["development", "production"]),
  PUBLIC_URL: v.pipe(
    v.string(),
    v.url(),
    v.transform((url) => url.replace(/\/+$/, "")),
  ),
  LINK_KEYS: LinkKeys,
  SEALING_KEY: SealingKeys,
  PEPPER: v.optional(Key),
});

/** Settings of Cloudflare Access for the desk. Only a host of Cloudflare's decides who may enter. */
const Access = v.object({
  ACCESS_TEAM_DOMAIN: v.pipe(
    v.string(),
    v.regex(
      /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.cloudflareaccess\.com$/,
      "Must be <your team>.cloudflareaccess.com",
    ),
  ),
  ACCESS_AUD: v.pipe(
    v.string(),
    v.regex(/^[0-9a-f]{64}$/, "Must be the application's audience tag, 64 hexadecimal digits"),
  ),
});

export interface Config extends ChannelSettings {
  readonly development: boolean;
  /** The URL at which customers reach this Worker, without a slash at the end. */
  readonly public_url: string;
  /** The first key signs; all keys verify. */
  readonly link_keys: readonly LinkKey[];
  /** The first key seals; each opens what it sealed. */
  readonly sealing_keys: readonly SealingKey[];
  /** 32 bytes from which customers' names derive. It never changes. */
  readonly pepper: Uint8Array<ArrayBuffer>;
  readonly access: { readonly team_domain: string; readonly audience: string } | undefined;
}

/** Reads the variables of `env`; throws with every invalid variable and the rule it breaks, never with its value. */
export function readConfig(env: unknown): Config {
  const read = checked(Config, env);
  if (read.ENVIRONMENT === "production") checked(Production, env);
  const access = allOrNone(Access, env);
  return {
    development: read.ENVIRONMENT === "development",
    public_url: read.PUBLIC_URL,
    link_keys: read.LINK_KEYS,
    sealing_keys: read.SEALING_KEY,
    pepper: read.PEPPER ?? firstSealingKey(read.SEALING_KEY),
    ...channelSettings(env),
    access: access && { team_domain: access.ACCESS_TEAM_DOMAIN, audience: access.ACCESS_AUD },
  };
}

/**
 * Returns the pepper of an installation that was made before there was one: its first sealing key, as long as it is the
 * only one. Throws after a rotation, since all customers would get other names.
 */
function firstSealingKey(keys: readonly SealingKey[]): Uint8Array<ArrayBuffer> {
  const [only] = keys;
  if (keys.length === 1 && only!.id === 1) return only!.bytes;
  throw new Error(
    "Cannot start as its environment is not complete. PEPPER: is missing; must be the first sealing key as `deno task keys rotate` keeps it",
  );
}

/** `key` is base64, with or without `id:` before it. */
function isPublished(key: string): boolean {
  return PUBLISHED_KEYS.includes(key.replace(/^\d+:/, ""));
}
