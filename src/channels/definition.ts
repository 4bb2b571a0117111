/**
 * Defines a channel before it is opened: its capabilities and reports, the environment variables that it needs, and
 * how it is opened.
 */
import type * as v from "valibot";
import type { IncomingBatch, IncomingFile } from "../messages/incoming.ts";
import { err, type Result } from "../result.ts";
import type { SignatureRefusal, Webhook } from "../sources/source.ts";
import type { Channel, ShortMessage } from "./channel.ts";
import type { HttpAccess } from "./http_channel.ts";

export interface Capabilities {
  readonly html: boolean;
  readonly attachments: boolean;
  /**
   * by_key: the provider's reports contain our idempotency key. by_id: they contain only the provider's id, for which
   * the ledger keeps a row.
   */
  readonly reports: "by_key" | "by_id" | "none";
  /** Customers' answers come in through the same channel. */
  readonly inbound: boolean;
  /**
   * The proof that a customer must give before anything is sent to an address other than the one on their order. code:
   * one that was sent there. message: they write first, with the code that the preferences page shows.
   */
  readonly opt_in: "none" | "code" | "message";
}

/** The capabilities of every way that a customer opens by a message of their own. */
export const CHAT = { html: false, attachments: false, inbound: true, opt_in: "message" } as const;

/** The capabilities of every mail channel: customers answer by mail, and the order contains the address. */
export const MAIL = { html: true, attachments: true, inbound: true, opt_in: "none" } as const;

/** The bindings and clock that the Worker passes to every channel. */
export interface Surroundings {
  readonly bucket?: R2Bucket | undefined;
  readonly email?: SendEmail | undefined;
  readonly development: boolean;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** The shop's own accounts by way, as JSON that `account` of the channel reads. */
  readonly accounts?: Readonly<Record<string, readonly string[]>> | undefined;
  /** Address of the shop's webhooks, without the name at its end. */
  readonly hooks_url?: string | undefined;
}

/** A file as a service gives it out; null in place of it where the service gives none. */
export interface Fetched {
  readonly content: Uint8Array;
}

/** How a customer opens a conversation from the preferences page. */
export interface Invitation {
  /** Opens the service with the code filled in. */
  readonly url: string;
  /** Whom to write to, for readers who cannot follow the link. */
  readonly to: string;
}

/** One thing that the check of an account found. */
export interface CheckLine {
  readonly ok: boolean;
  /** What was looked at, and what is wrong, in words for the shop. It quotes no secret. */
  readonly says: string;
}

/** An account that a shop has at a service, and how it is set up there. */
export type AccountDefinition<Account> = Pick<
  ShortDefinition<Account>,
  "label" | "account" | "secrets" | "fields" | "steps" | "limits" | "check"
>;

/** What a short way's channel needs beside the account. */
export interface ShortAccess extends HttpAccess {
  /** Where the service reports what became of a message; undefined where the shop has no such address. */
  readonly hook_url?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** A channel of a short way. It goes out by `open`, and in by `verify` and `read` of the way's webhook. */
export interface ShortDefinition<Account> {
  /** The channel's name for people. */
  readonly label: string;
  readonly can: Capabilities;
  /** The shop's account at the service. */
  readonly account: v.GenericSchema<unknown, Account>;
  /** Fields of the account that are never shown again. */
  readonly secrets: readonly (keyof Account & string)[];
  /** What a person types for each field, for the desk and the documents. */
  readonly fields: Readonly<Record<keyof Account & string, string>>;
  /** The steps in the service's screens, one sentence each; `{hook}` is the webhook's address. */
  readonly steps: readonly string[];
  /** What the service does not do, or Waybill not by it, one sentence each. */
  readonly limits: readonly string[];
  readonly open: (access: ShortAccess, account: Account) => Channel<ShortMessage>;
  /** Checks who sent `webhook`, before it is parsed. `read` needs no header. */
  readonly verify: (
    webhook: Webhook,
    account: Account,
    hook_url: string,
  ) => Promise<Result<null, SignatureRefusal>>;
  readonly read: (webhook: Webhook, account: Account) => Result<IncomingBatch, "unreadable" | "invalid">;
  /** Answers the service's question whether the address is ours; null refuses it. Absent where no service asks. */
  readonly challenge?: (query: URLSearchParams, account: Account) => string | null;
  /** Null where the shop's account names no address that a customer could open. */
  readonly invite: (account: Account, code: string) => Invitation | null;
  /** Fetches a file from the service's own hosts; null where there is none or it is too large. */
  readonly fetchFile: (
    fetch: typeof globalThis.fetch,
    account: Account,
    file: IncomingFile,
  ) => Promise<Fetched | null>;
  /** Asks the service whether the account works and the webhook is set. */
  readonly check: (
    fetch: typeof globalThis.fetch,
    account: Account,
    hook_url: string,
  ) => Promise<readonly CheckLine[]>;
}

/**
 * `Settings`: the environment's variables for this channel, under the channel's own names; undefined for a variable
 * that is not set.
 */
export interface ChannelDefinition<Content, Settings = object> {
  /** The channel's name for people. */
  readonly label: string;
  readonly can: Capabilities;
  /** Reads the settings; throws where a variable is malformed or an account is only half configured. */
  readonly settings: (env: unknown) => Settings;
  /** Opens the channel, or returns why it cannot be used here. */
  readonly open: (ways: Surroundings & Partial<Settings>) => Result<Channel<Content>, "unavailable">;
}

/** Long, because every time-out is an unknown outcome that must not be repeated; a lease must last longer than this. */
export const SEND_TIMEOUT_MS = 15_000;

export function closed(name: string, rule: string): Result<never, "unavailable"> {
  return err("unavailable", `Cannot send by ${name} as ${rule}`);
}

export function without(name: string, secret: string): Result<never, "unavailable"> {
  return closed(name, `the secret ${secret} must be set`);
}
