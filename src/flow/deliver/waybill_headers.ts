/**
 * Returns the headers that every mail bears: whether a program wrote it, and the signed token by which a bounce is
 * recognised.
 */
import { MAIL_TOKEN_HEADER, markMail } from "../../links/mail_token.ts";
import { keyText, type MessageKey, MESSAGES } from "../../messages/message.ts";
import type { DeliverPorts } from "../ports.ts";

export async function ownHeaders(
  { link_keys }: Pick<DeliverPorts, "link_keys">,
  key: MessageKey,
  recipient: string,
): Promise<Readonly<Record<string, string>>> {
  return {
    // RFC 3834: no out-of-office notice answers it. What a person wrote lacks it.
    ...("by_hand" in MESSAGES[key.kind] ? {} : { "Auto-Submitted": "auto-generated" }),
    [MAIL_TOKEN_HEADER]: await markMail(link_keys, { key: keyText(key), recipient }),
  };
}
