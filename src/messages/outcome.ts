/** Describes the outcome of a mail after a channel accepted it, from a provider event or a bounced mail. Pure. */
import { isKind, isShortAnswerKind, isSmsKind, isStandaloneKind, type MessageKey } from "./message.ts";

export interface Outcome {
  readonly key: MessageKey;
  readonly type: "delivered" | "deferred" | "bounced" | "complained" | "opened" | "clicked";
  /** Address to which the mail went. */
  readonly recipient: string;
  /** For a bounce: `hard` is permanent, `soft` temporary. */
  readonly bounce?: "hard" | "soft" | undefined;
  /** For a bounce: enhanced status code or text without addresses, for the desk. */
  readonly reason?: string | undefined;
  readonly at_ms: number;
}

/** Parses a key that `keyText` wrote; null for any other text. */
export function readKey(text: string): MessageKey | null {
  const parts = text.split("/");
  const about = parts.at(-1);
  const kind = parts.at(-2);
  if (parts.length < 5 || about === undefined || kind === undefined || !isKind(kind)) return null;
  return { subject: parts.slice(0, -2).join("/"), kind, about };
}

/** Returns whether the mail belongs to an order, so that the order shows its bounce. */
export function isOrderMail({ kind }: MessageKey): boolean {
  return !isStandaloneKind(kind) && !isSmsKind(kind) && !isShortAnswerKind(kind);
}

/** Returns the diagnostic text without addresses, which servers often repeat. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, "…").slice(0, 200);
}
