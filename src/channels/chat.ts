/** Posts to the incoming webhook of a shop's chat and says what its answer means. It follows no redirect and reads no body. */
import { type Chat, chatBody, type ChatNotice, isChatUrl } from "../messages/chat.ts";

export type ChatAnswer =
  | { readonly outcome: "told" }
  /** `wait_ms`: how long the chat asks to be left alone. */
  | { readonly outcome: "later"; readonly reason: string; readonly wait_ms: number }
  /** The webhook is not there any more, or takes nothing of this form. */
  | { readonly outcome: "refused"; readonly reason: string };

const TIMEOUT_MS = 10_000;
const WAIT_MAX_MS = 3_600_000;

export async function tellChat(
  fetch: typeof globalThis.fetch,
  { chat, url }: { readonly chat: Chat; readonly url: string },
  notices: readonly ChatNotice[],
): Promise<ChatAnswer> {
  // Settings were checked when they were kept; what is posted to is checked again.
  if (!isChatUrl(chat, url)) return { outcome: "refused", reason: "no webhook of this chat" };
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(chatBody(chat, notices)),
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    // The error's text may hold the address, which is a secret.
    return { outcome: "later", reason: "no answer", wait_ms: 0 };
  }
  await response.body?.cancel();
  const { status } = response;
  if (status >= 200 && status < 300) return { outcome: "told" };
  const reason = `answered ${status}`;
  if (status === 429 || status === 408 || status >= 500) {
    const asked_s = Number(response.headers.get("Retry-After") ?? 0);
    const wait_ms = Number.isFinite(asked_s) ? Math.min(WAIT_MAX_MS, Math.max(0, asked_s * 1_000)) : 0;
    return { outcome: "later", reason, wait_ms };
  }
  return { outcome: "refused", reason };
}
