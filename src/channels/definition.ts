/** What a channel is before it is opened: what it can carry and tell, what it needs of the environment, and how it is opened. */
import { err, type Result } from "../result.ts";
import type { Channel } from "./channel.ts";

export interface Capabilities {
  readonly html: boolean;
  readonly attachments: boolean;
  /** by_key: the provider's reports bring our key back. by_id: they name its own id alone, for which the ledger keeps a row. */
  readonly reports: "by_key" | "by_id" | "none";
  /** Answers come in by the same way. */
  readonly inbound: boolean;
  /** What a customer must have shown before anything leaves for an address that is not their order's own. */
  readonly opt_in: "none" | "code";
}

/** What all mail channels have in common: an answer is a mail, and the order brings the address. */
export const MAIL = { html: true, attachments: true, inbound: true, opt_in: "none" } as const;

/** What the Worker gives every channel. */
export interface Surroundings {
  readonly bucket?: R2Bucket | undefined;
  readonly email?: SendEmail | undefined;
  readonly development: boolean;
  readonly fetch: typeof fetch;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** `Settings`: what the environment has for this channel, under names of its own; undefined where it has nothing. */
export interface ChannelDefinition<Content, Settings = object> {
  /** As people know it. */
  readonly label: string;
  readonly can: Capabilities;
  /** Throws where a variable is malformed, or half of an account is there. */
  readonly settings: (env: unknown) => Settings;
  /** The channel, or why it cannot be used here. */
  readonly open: (ways: Surroundings & Partial<Settings>) => Result<Channel<Content>, "unavailable">;
}

/** Long, because every time-out is an unknown outcome that nobody may repeat; a lease must outlast it. */
export const SEND_TIMEOUT_MS = 15_000;

export function closed(name: string, rule: string): Result<never, "unavailable"> {
  return err("unavailable", `Cannot send by ${name} as ${rule}`);
}

export function without(name: string, secret: string): Result<never, "unavailable"> {
  return closed(name, `the secret ${secret} must be set`);
}
