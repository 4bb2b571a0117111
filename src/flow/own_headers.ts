/** The headers that every mail of Waybill bears: a program wrote it, and which mail it is when it comes back. */
import { MAIL_TOKEN_HEADER, markMail } from "../links/mail_token.ts";
import type { DeliverPorts } from "./ports.ts";

export async function ownHeaders(
  { link_keys }: Pick<DeliverPorts, "link_keys">,
  key: string,
  recipient: string,
): Promise<Readonly<Record<string, string>>> {
  return {
    // RFC 3834: no out-of-office notice answers it.
    "Auto-Submitted": "auto-generated",
    [MAIL_TOKEN_HEADER]: await markMail(link_keys, { key, recipient }),
  };
}
