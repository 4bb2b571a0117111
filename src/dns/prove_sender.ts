/**
 * Whether the domain in a mail's From proves that it sent the mail: a DKIM signature that verifies and is aligned under
 * DMARC (RFC 7489, 3.1.1). No header that a sender could write counts. It proves domains, not people: that Ada wrote is
 * for her provider to know.
 */
import { dmarc, isAligned } from "../domains/dmarc.ts";
import { type Answer, lookup, questionKey } from "../domains/dns_answers.ts";
import { fieldValue, type RawMail, rawMail } from "../domains/raw_mail.ts";
import type { Resolve } from "./over_https.ts";
import { type DkimFailure, verifyDkim } from "./verify_dkim.ts";

export type SenderProof =
  | { readonly proven: true; readonly address: string; readonly domain: string }
  | { readonly proven: false; readonly reason: UnprovenReason };

export type UnprovenReason =
  /** No From, several, or one that names no single address. */
  | "from"
  | "unsigned"
  /** Signed by domains that do not answer for the one in From. */
  | "not_aligned"
  | DkimFailure;

/** Names that a DMARC walk asks for; `domains/dmarc.ts` asks eight at most. */
const ROUNDS_MAX = 3;

export async function proveSender(raw: Uint8Array, resolve: Resolve, now_ms: number): Promise<SenderProof> {
  const mail = rawMail(raw);
  const address = fromAddress(mail);
  if (address === undefined) return { proven: false, reason: "from" };
  const domain = address.slice(address.lastIndexOf("@") + 1).toLowerCase();
  if (!mail.fields.some(({ name }) => name === "dkim-signature")) {
    return { proven: false, reason: "unsigned" };
  }
  const results = await verifyDkim(mail, resolve, now_ms, (signer) => mayVouch(signer, domain));
  if (results.length === 0) return { proven: false, reason: "not_aligned" };
  const signers = results.filter(({ failure }) => failure === undefined).map((result) => result.domain);
  if (signers.length === 0) return { proven: false, reason: results[0]!.failure! };
  // Whoever answers for a domain answers for it, DMARC or not; without DMARC also for those below it, and for no other.
  if (signers.includes(domain)) return { proven: true, address, domain };
  const { policy, organizational_domain } = await policyOf(domain, resolve);
  // Without an answer nobody knows whether the domain wants strict alignment.
  if (organizational_domain === undefined) return { proven: false, reason: "dns" };
  const aligned = signers.some((signer) =>
    policy === undefined
      ? domain.endsWith(`.${signer}`)
      : isAligned(signer, domain, policy.strict_dkim, organizational_domain)
  );
  return aligned ? { proven: true, address, domain } : { proven: false, reason: "not_aligned" };
}

/** A signer that can be aligned at all: one of the two is above the other, or both are below one that is no top-level domain. */
function mayVouch(signer: string, domain: string): boolean {
  const [a, b] = [signer.split(".").toReversed(), domain.split(".").toReversed()];
  const differs = a.findIndex((label, at) => label !== b[at]);
  const common = differs < 0 ? a.length : differs;
  return common >= 2 || common === Math.min(a.length, b.length);
}

/** RFC 5322, 3.6: From stands once, and for us it must name one mailbox, written so that none can be read for another. */
function fromAddress(mail: RawMail): string | undefined {
  const froms = mail.fields.filter(({ name }) => name === "from");
  if (froms.length !== 1) return undefined;
  const value = fieldValue(froms[0]!).slice(0, 1_000);
  const bare = value.replace(/"(?:[^"\\]|\\.)*"/g, "").replace(/\([^()]{0,200}\)/g, "").trim();
  const mailbox = bare.includes("<") ? /^[^<>@,;:]*<([^<>\s,;:]{3,320})>$/.exec(bare)?.[1] : bare;
  return mailbox !== undefined &&
      /^[^\s@<>,;:"]{1,64}@[A-Za-z\d](?:[A-Za-z\d.-]{0,251}[A-Za-z\d])?$/.test(mailbox)
    ? mailbox
    : undefined;
}

async function policyOf(domain: string, resolve: Resolve) {
  const known = new Map<string, Answer>();
  for (let round = 0; round < ROUNDS_MAX; round++) {
    const asked = lookup(known);
    const policy = dmarc(domain, asked);
    const missing = asked.missing();
    if (missing.length === 0) return policy;
    const answers = await Promise.all(missing.map(resolve));
    for (const [index, question] of missing.entries()) known.set(questionKey(question), answers[index]!);
  }
  return dmarc(domain, lookup(known));
}
