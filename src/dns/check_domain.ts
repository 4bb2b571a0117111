/**
 * Queries DNS until a domain check has all its answers. Rounds and questions are bounded; the rules are in
 * `domains/`.
 */
import type { Answer } from "../domains/dns_answers.ts";
import { questionKey } from "../domains/dns_answers.ts";
import { type CheckedDomain, domainCheck, type DomainReport } from "../domains/domain_check.ts";
import type { Resolve } from "./over_https.ts";

/** An SPF record may nest its includes ten deep. */
const ROUNDS_MAX = 12;
const QUESTIONS_MAX = 80;

export async function checkDomain(subject: CheckedDomain, resolve: Resolve): Promise<DomainReport> {
  const known = new Map<string, Answer>();
  let report = domainCheck(subject, known);
  for (let round = 0; round < ROUNDS_MAX && report.questions.length > 0; round++) {
    const asked = report.questions.slice(0, QUESTIONS_MAX - known.size);
    if (asked.length === 0) break;
    const answers = await Promise.all(asked.map(resolve));
    for (const [index, question] of asked.entries()) known.set(questionKey(question), answers[index]!);
    report = domainCheck(subject, known);
  }
  return report;
}
