/** What became of a mail after a channel took it, whoever says so: a provider's event or a mail that came back. Pure. */
import { isKind, isSmsKind, isStandaloneKind, type MessageKey } from "./message.ts";

export interface Outcome {
  readonly key: MessageKey;
  readonly type: "delivered" | "deferred" | "bounced" | "complained" | "opened" | "clicked";
  /** Whom the mail went to. */
  readonly recipient: string;
  /** Of a bounce: it will never be taken, or was not this time. */
  readonly bounce?: "hard" | "soft" | undefined;
  /** Of a bounce: enhanced status or words without an address, for the desk. */
  readonly reason?: string | undefined;
  readonly at_ms: number;
}

/** The key that `keyText` wrote; null for any other text. */
export function readKey(text: string): MessageKey | null {
  const parts = text.split("/");
  const about = parts.at(-1);
  const kind = parts.at(-2);
  if (parts.length < 5 || about === undefined || kind === undefined || !isKind(kind)) return null;
  return { subject: parts.slice(0, -2).join("/"), kind, about };
}

/** An order's own mail: its bounce is news for the order. */
export function isOrderMail({ kind }: MessageKey): boolean {
  return !isStandaloneKind(kind) && !isSmsKind(kind);
}

/** A diagnostic without the addresses that servers like to repeat. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, "…").slice(0, 200);
}
