/** Names where the bytes of a message are kept: those that left as evidence, those of shadow mode apart from them. */
import type { MessageState } from "./message.ts";

/** Folders that hold a copy of a customer's message; an erasure empties each. */
export const COPY_FOLDERS = ["sent", "shadow"] as const;

/** `key` is the message key as text. */
export function copyPath(key: string, state: MessageState): string {
  return `${state === "shadowed" ? "shadow" : "sent"}/${key}`;
}
