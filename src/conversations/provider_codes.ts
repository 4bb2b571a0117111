/**
 * Mailbox providers' own codes and texts about an address, which mean something else or nothing elsewhere. It holds
 * only what a provider documents or always writes; `failure.ts` decides the rest.
 */

export type ProviderClass = "hard" | "soft";

/** In lower case, with links. The first that matches decides. */
export const PROVIDER_SAYINGS: readonly (readonly [RegExp, ProviderClass])[] = [
  // Facebook, https://www.facebook.com/postmaster/response_codes: RCP-P1 and INT-P1/3/4 are "does not exist".
  [/\b(?:rcp-p1|int-p[134])\b/, "hard"],
  [/\b(?:rcp|msg|pol|dns|con|int)-[pt]\d\b/, "soft"],
  // Orange and La Poste, https://postmaster.orange.fr: 416 and 418 are invalid recipients, 417 a full box, 420 an archived one.
  [/\b(?:lpn|ofr|ouk)[a-z]{0,3}[\d_-]{0,4}(?:416|418)\b/, "hard"],
  [/\b(?:lpn|ofr|ouk)[a-z]{0,3}[\d_-]{0,4}\d{3}\b/, "soft"],
  // i.ua, http://mail.i.ua/err/2: user not found.
  [/\.i\.ua\/err\/2\b/, "hard"],
  [/\.i\.ua\/err\/\d/, "soft"],
  // GoDaddy (IB), Charter and Cox (AUP#): all are about the sender's server, address or mail.
  [/\bib\d{3}\b|\baup#/, "soft"],
  // Tencent, https://service.mail.qq.com/detail/122 and /detail/0/310
  [/\b(?:mailbox not found|non-existent account)\b.{0,300}\bservice\.mail\.qq\.com/, "hard"],
  // KDDI (au): with the path the address is unknown, without it the recipient refuses mail from computers.
  [/\b550 <[^<>@ ]{1,64}@[^<>@ ]{1,255}>: user unknown(?:$| ?[\]).(])/, "hard"],
  [/\b550 : user unknown\b/, "soft"],
  // Yahoo, https://senders.yahooinc.com/smtp-error-codes
  [/\bdd this user doesn'?t have an? /, "hard"],
  [/\bdd requested mail action not taken\b|\[tss\d\d\]/, "soft"],
  // Outlook.com: its replies end in "(-1915321397:308:-2147467259)".
  [/\bmailbox unavailable \(-\d{1,12}:\d{1,8}:-?\d{1,12}/, "hard"],
  // Exchange Online, "5.4.1 Recipient address rejected: Access denied": the address does not exist in the tenant's directory.
  [/\b5\.4\.1 .{0,200}recipient address rejected: access denied/, "hard"],
  // Symantec Email Security.cloud
  [/\b542 \S{1,320} rejected\b/, "hard"],
  // PowerMTA's own categories, put in brackets by `delivery_status.ts`.
  [/\((?:bad-mailbox|bad-domain)\)/, "hard"],
];

/** EZweb (au) states its own result above the reply that it quotes, which is always "user unknown". */
const FINDING = /\bthe user\(s\) account is (?:temporarily )?(?:disabled|limited|over quota)\b/;

/**
 * Returns a provider's own class of a failure. `diagnostic` is the refusing side's text, `context` the reporting
 * side's text around it.
 */
export function providerClass(
  diagnostic: string,
  context: string,
  sayings: readonly (readonly [RegExp, ProviderClass])[] = PROVIDER_SAYINGS,
): ProviderClass | undefined {
  if (FINDING.test(oneLine(context))) return "soft";
  const text = oneLine(diagnostic);
  return sayings.find(([pattern]) => pattern.test(text))?.[1];
}

function oneLine(text: string): string {
  return text.slice(0, 2_000).replace(/\s+/g, " ").toLowerCase();
}
