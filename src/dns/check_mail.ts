/** Checks a mail as it arrived: whether its domain's signature proves it, and its one-click unsubscribe. */
import { type Finding, finding } from "../domains/finding.ts";
import { oneClickFindings } from "../domains/one_click.ts";
import { rawMail } from "../domains/raw_mail.ts";
import type { Resolve } from "./over_https.ts";
import { proveSender } from "./prove_sender.ts";
import { verifyDkim } from "./verify_dkim.ts";

export async function checkMail(
  raw: Uint8Array,
  resolve: Resolve,
  now_ms: number,
): Promise<readonly Finding[]> {
  const mail = rawMail(raw);
  const proof = await proveSender(raw, resolve, now_ms);
  const signatures = await verifyDkim(mail, resolve, now_ms);
  return [
    proof.proven
      ? finding("dkim", "ok", `a signature verifies and is aligned with ${proof.domain}`)
      : finding(
        "dkim",
        proof.reason === "dns" ? "unknown" : "error",
        `the mail proves no sender: ${proof.reason}`,
      ),
    ...oneClickFindings(
      mail,
      signatures.filter(({ failure }) => failure === undefined).map(({ domain }) => domain),
      now_ms,
    ),
  ];
}
