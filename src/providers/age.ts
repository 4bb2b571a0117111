/**
 * Limits the age of a provider's report whose signature bears the time of the first attempt. It compares the two
 * times it is given and never reads a clock.
 */
import { err, ok, type Result } from "../result.ts";
import { TOLERANCE_S } from "../sources/verify/signature.ts";
import type { SignatureRefusal } from "../sources/source.ts";

/**
 * SendGrid retries for a day, Mailgun for 8 hours, SNS for one; none documents whether a retry is signed anew. A
 * replay within that time changes nothing, as its event is already known.
 */
export const AGE_MAX_S = 86_400;

/**
 * Returns ok where `signed_at_s` (Unix seconds) is young enough at `received_at_ms` and not in the future; otherwise
 * the refusal.
 */
export function isYoung(signed_at_s: number, received_at_ms: number): Result<null, SignatureRefusal> {
  const age_s = Math.floor(received_at_ms / 1_000 - signed_at_s);
  if (age_s > AGE_MAX_S) return refuse(`its age must be <= ${AGE_MAX_S} s: current age is ${age_s} s`);
  if (age_s < -TOLERANCE_S) return refuse(`its age must be >= -${TOLERANCE_S} s: current age is ${age_s} s`);
  return ok(null);
}

export function refuse(rule: string): Result<never, SignatureRefusal> {
  return err("signature", `Cannot verify webhook as ${rule}`);
}
