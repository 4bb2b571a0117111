/**
 * Checks one-click unsubscribe (RFC 8058) in a mail as it arrived: Gmail and Yahoo want it of whoever sends many mails that are no
 * transaction. The two fields count only where a signature of the mail covers both. Pure.
 */
import { dkimSignature } from "./dkim_signature.ts";
import { type Finding, finding } from "./finding.ts";
import { fieldValue, type RawMail } from "./raw_mail.ts";

const FIELDS = ["list-unsubscribe", "list-unsubscribe-post"] as const;

/** `signed_by`: the domains whose signatures verify, as DNS and the bytes of the mail say. */
export function oneClickFindings(
  mail: RawMail,
  signed_by: readonly string[],
  now_ms: number,
): readonly Finding[] {
  const [link, post] = FIELDS.map((name) => {
    const field = mail.fields.find((one) => one.name === name);
    return field === undefined ? undefined : fieldValue(field);
  });
  if (link === undefined && post === undefined) {
    return [
      finding(
        "unsubscribe",
        "ok",
        "the mail has no List-Unsubscribe: right for what an order owes, not for a review, a reminder or news",
      ),
    ];
  }
  if (link === undefined || !/<https:\/\/[^>\s]+>/i.test(link)) {
    return [
      finding("unsubscribe", "error", "List-Unsubscribe must have an https address in < >, RFC 8058 2"),
    ];
  }
  if (post === undefined || !/^List-Unsubscribe=One-Click$/i.test(post)) {
    return [
      finding("unsubscribe", "error", "List-Unsubscribe-Post must be List-Unsubscribe=One-Click, RFC 8058 2"),
    ];
  }
  const covers = mail.fields.filter(({ name }) => name === "dkim-signature").some((field) => {
    const read = dkimSignature(fieldValue(field), now_ms);
    return read.ok && signed_by.includes(read.value.domain) &&
      FIELDS.every((name) => read.value.signed_fields.includes(name));
  });
  return [
    covers ? finding("unsubscribe", "ok", "one click, and the signature covers both fields") : finding(
      "unsubscribe",
      "error",
      "no signature that verifies covers List-Unsubscribe and List-Unsubscribe-Post: the one click does not count, RFC 8058 4",
    ),
  ];
}
