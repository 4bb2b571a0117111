/**
 * Decides whether the domain in a mail's From proves that it sent the mail: a DKIM signature must verify and be
 * aligned under DMARC (RFC 7489, 3.1.1). It ignores every header that a sender could forge. It proves domains, not
 * people: only the provider knows which person wrote.
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
  /** Signed by domains that are not aligned with the one in From. */
  | "not_aligned"
  | DkimFailure;

/** Most rounds of a DMARC walk; `domains/dmarc.ts` asks for eight names at most. */
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
  // A domain's signature is valid for that domain, with or without DMARC; without DMARC also for its subdomains, and
  // for no other.
  if (signers.includes(domain)) return { proven: true, address, domain };
  const { policy, organizational_domain } = await policyOf(domain, resolve);
  // Without a DNS answer it is unknown whether the domain wants strict alignment.
  if (organizational_domain === undefined) return { proven: false, reason: "dns" };
  const aligned = signers.some((signer) =>
    policy === undefined
      ? domain.endsWith(`.${signer}`)
      : isAligned(signer, domain, policy.strict_dkim, organizational_domain)
  );
  return aligned ? { proven: true, address, domain } : { proven: false, reason: "not_aligned" };
}

/**
 * Returns whether `signer` could be aligned: one domain is above the other, or both are below one that is no
 * top-level domain.
 */
function mayVouch(signer: string, domain: string): boolean {
  const [a, b] = [signer.split(".").toReversed(), domain.split(".").toReversed()];
  const differs = a.findIndex((label, at) => label !== b[at]);
  const common = differs < 0 ? a.length : differs;
  return common >= 2 || common === Math.min(a.length, b.length);
}

/**
 * Returns the From address. RFC 5322, 3.6 allows one From; here it must also name exactly one mailbox, unambiguously.
 */
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
