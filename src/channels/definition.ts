/**
 * Defines a channel before it is opened: its capabilities and reports, the environment variables that it needs, and
 * how it is opened.
 */
import { err, type Result } from "../result.ts";
import type { Channel } from "./channel.ts";

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
  /** The proof that a customer must give before anything is sent to an address other than the one on their order. */
  readonly opt_in: "none" | "code";
}

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
