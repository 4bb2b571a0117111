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
  readonly BULK_NUDGES: Queue;
  readonly SPILL: Queue;
  /** "Email me my link": so many a minute for one address, and for one network. */
  readonly LINKS_BY_ADDRESS: RateLimit;
  readonly LINKS_BY_NETWORK: RateLimit;
  readonly ENVIRONMENT: string;
  readonly PUBLIC_URL: string;
  readonly LINK_KEYS: string;
  readonly SEALING_KEY: string;
  readonly MAILCHANNELS_API_KEY?: string;
  readonly RESEND_API_KEY?: string;
  readonly POSTMARK_SERVER_TOKEN?: string;
  readonly SENDGRID_API_KEY?: string;
  readonly SES_REGION?: string;
  readonly SES_ACCESS_KEY_ID?: string;
  readonly SES_SECRET_ACCESS_KEY?: string;
  readonly SES_CONFIGURATION_SET?: string;
  readonly TWILIO_ACCOUNT_SID?: string;
  readonly TWILIO_AUTH_TOKEN?: string;
  readonly TWILIO_FROM?: string;
  readonly ACCESS_TEAM_DOMAIN?: string;
  readonly ACCESS_AUD?: string;
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

const Given = v.pipe(v.string(), v.nonEmpty("Must not be empty"));
const Secret = v.optional(Given);
/** Ours alone to write into a host name. */
const Region = v.pipe(
  v.string(),
  v.regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/, "Must be an AWS region such as eu-central-1"),
);
const AccountSid = v.pipe(v.string(), v.regex(/^AC[0-9a-f]{32}$/, "Must be AC and 32 hexadecimal digits"));
const Sender = v.pipe(
  v.string(),
  v.regex(
    /^(?:\+[1-9]\d{6,14}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{1,11})$/,
    "Must be a number in E.164, the id of a messaging service, or a name of 1 to 11 letters, digits and spaces",
  ),
);

/** What `.dev.vars.example` has published, now and before: whoever reads it could sign links and open secrets. */
const PUBLISHED_KEYS: readonly string[] = [
  "a/development/key/for/links/never/deployed0=",
  "a/development/key/for/seals/never/deployed0=",
  "ZGV2ZWxvcG1lbnQtb25seS1saW5rLWtleS0wMDAwMDE=",
  "ZGV2ZWxvcG1lbnQtb25seS1zZWFsaW5nLWtleS0wMDE=",
];
const NOT_PUBLISHED = "Must not be a key of .dev.vars.example in production: everybody knows those";

/** What production asks beyond the form of each variable. */
const Production = v.object({
  PUBLIC_URL: v.pipe(v.string(), v.startsWith("https://", "Must begin with https:// in production")),
  LINK_KEYS: v.pipe(v.string(), v.check((text) => !text.split(",").some(isPublished), NOT_PUBLISHED)),
  SEALING_KEY: v.pipe(v.string(), v.check((text) => !isPublished(text), NOT_PUBLISHED)),
});

const Config = v.object({
  ENVIRONMENT: v.picklist(["development", "production"]),
  PUBLIC_URL: v.pipe(
    v.string(),
    v.url(),
    v.transform((url) => url.replace(/\/+$/, "")),
  ),
  LINK_KEYS: LinkKeys,
  SEALING_KEY: Key,
  MAILCHANNELS_API_KEY: Secret,
  RESEND_API_KEY: Secret,
  POSTMARK_SERVER_TOKEN: Secret,
  SENDGRID_API_KEY: Secret,
});

/** What belongs to one account: all of it or none, since half of it is a mistake. */
const Ses = v.object({
  SES_REGION: Region,
  SES_ACCESS_KEY_ID: Given,
  SES_SECRET_ACCESS_KEY: Given,
  SES_CONFIGURATION_SET: Secret,
});
const Twilio = v.object({ TWILIO_ACCOUNT_SID: AccountSid, TWILIO_AUTH_TOKEN: Given, TWILIO_FROM: Sender });
/** Cloudflare Access before the desk. Only a host of Cloudflare's own says who may come in. */
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

export interface Config {
  readonly development: boolean;
  /** Where customers reach this Worker, without a slash at the end. */
  readonly public_url: string;
  /** The first signs; all verify. */
  readonly link_keys: readonly LinkKey[];
  readonly sealing_key: Uint8Array<ArrayBuffer>;
  readonly mailchannels_api_key: string | undefined;
  readonly resend_api_key: string | undefined;
  readonly postmark_server_token: string | undefined;
  readonly sendgrid_api_key: string | undefined;
  readonly ses: {
    readonly region: string;
    readonly access_key_id: string;
    readonly secret_access_key: string;
    readonly configuration_set: string | undefined;
  } | undefined;
  readonly twilio: {
    readonly account_sid: string;
    readonly auth_token: string;
    readonly from: string;
  } | undefined;
  readonly access: { readonly team_domain: string; readonly audience: string } | undefined;
}

/** Throws with every variable that is wrong and the rule it breaks, never with its value. */
export function readConfig(env: unknown): Config {
  const read = checked(Config, env);
  if (read.ENVIRONMENT === "production") checked(Production, env);
  const ses = given(Ses, env);
  const twilio = given(Twilio, env);
  const access = given(Access, env);
  return {
    development: read.ENVIRONMENT === "development",
    public_url: read.PUBLIC_URL,
    link_keys: read.LINK_KEYS,
    sealing_key: read.SEALING_KEY,
    mailchannels_api_key: read.MAILCHANNELS_API_KEY,
    resend_api_key: read.RESEND_API_KEY,
    postmark_server_token: read.POSTMARK_SERVER_TOKEN,
    sendgrid_api_key: read.SENDGRID_API_KEY,
    ses: ses && {
      region: ses.SES_REGION,
      access_key_id: ses.SES_ACCESS_KEY_ID,
      secret_access_key: ses.SES_SECRET_ACCESS_KEY,
      configuration_set: ses.SES_CONFIGURATION_SET,
    },
    twilio: twilio && {
      account_sid: twilio.TWILIO_ACCOUNT_SID,
      auth_token: twilio.TWILIO_AUTH_TOKEN,
      from: twilio.TWILIO_FROM,
    },
    access: access && { team_domain: access.ACCESS_TEAM_DOMAIN, audience: access.ACCESS_AUD },
  };
}

/** `key` is base64, with or without `id:` before it. */
function isPublished(key: string): boolean {
  return PUBLISHED_KEYS.includes(key.replace(/^\d+:/, ""));
}

/** Nothing where the environment has none of it. */
function given<S extends v.ObjectSchema<v.ObjectEntries, undefined>>(
  schema: S,
  env: unknown,
): v.InferOutput<S> | undefined {
  const named = env as Readonly<Record<string, unknown>>;
  return Object.keys(schema.entries).some((name) => named[name] !== undefined)
    ? checked(schema, env)
    : undefined;
}

function checked<S extends v.GenericSchema>(schema: S, env: unknown): v.InferOutput<S> {
  const read = v.safeParse(schema, env);
  if (read.success) return read.output;
  const faults = read.issues.map((issue) => `${v.getDotPath(issue) ?? "environment"}: ${ruleOf(issue)}`);
  throw new Error(`Cannot start as its environment is not complete. ${faults.join("; ")}`);
}

/** valibot's default messages quote the value; ours do not, and these values are secrets. */
function ruleOf(issue: v.BaseIssue<unknown>): string {
  if (issue.received === "undefined") return "is missing";
  return issue.message.startsWith("Must") ? issue.message : `must be ${issue.expected ?? "of another form"}`;
}
