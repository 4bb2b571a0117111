/** How long a report may be under way where its signature bears the time of the first attempt. It compares clocks and never reads one. */
import { err, ok, type Result } from "../result.ts";
import { TOLERANCE_S } from "../sources/verify/signature.ts";
import type { SignatureRefusal } from "../sources/source.ts";

/**
 * SendGrid tries for a day, Mailgun for 8 hours, SNS for one; whether they sign anew each time they do not say. A replay
 * within that time changes nothing, as its event is known.
 */
export const AGE_MAX_S = 86_400;

/** Whether what was signed at `signed_at_s`, in Unix seconds, is young enough when it is received, and not of the future. */
export function isYoung(signed_at_s: number, received_at_ms: number): Result<null, SignatureRefusal> {
  const age_s = Math.floor(received_at_ms / 1_000 - signed_at_s);
  if (age_s > AGE_MAX_S) return refuse(`its age must be <= ${AGE_MAX_S} s: current age is ${age_s} s`);
  if (age_s < -TOLERANCE_S) return refuse(`its age must be >= -${TOLERANCE_S} s: current age is ${age_s} s`);
  return ok(null);
}

export function refuse(rule: string): Result<never, SignatureRefusal> {
  return err("signature", `Cannot verify webhook as ${rule}`);
}
