/** Checks the BIMI record by which mail programs show a shop's logo beside its mails (draft-brand-indicators-for-message-identification). */
import type { Dmarc } from "./dmarc.ts";
import { type Lookup, valuesOf } from "./dns_answers.ts";
import { type Finding, finding } from "./finding.ts";
import { tags } from "./tags.ts";

/** BIMI is optional: a domain without it has no fault. */
export function bimiFindings(domain: string, { policy }: Dmarc, dns: Lookup): readonly Finding[] {
  const name = `default._bimi.${domain}`;
  const answer = dns.ask(name, "TXT");
  if (answer === undefined) return [];
  if (answer.status === "failed") return [finding("bimi", "unknown", `DNS did not answer for ${name}`)];
  const records = valuesOf(answer).filter((value) => /^v\s*=\s*BIMI1\s*(?:;|$)/i.test(value));
  if (records.length === 0) {
    return [finding("bimi", "ok", `${name} is not set: no logo beside the mails, which is no fault`)];
  }
  if (records.length > 1) {
    return [finding("bimi", "error", `${name} has ${records.length} records; one must stand there`)];
  }
  const said = tags(records[0]!);
  const [logo, certificate] = [said.get("l") ?? "", said.get("a") ?? ""];
  // An empty l declines to have a logo.
  if (logo === "") return [finding("bimi", "ok", `${name} declines a logo`)];
  return [
    isHttps(logo) && /\.svg$/i.test(new URL(logo).pathname)
      ? finding("bimi", "ok", `${name}: ${logo}`)
      : finding("bimi", "error", `${name}: l must be an https address of an SVG Tiny PS file`),
    ...(certificate === ""
      ? [
        finding(
          "bimi",
          "warning",
          `${name} has no certificate (a=): Gmail and Apple show a logo only with a VMC or CMC`,
        ),
      ]
      : isHttps(certificate)
      ? []
      : [finding("bimi", "error", `${name}: a must be an https address of a PEM file`)]),
    ...policyFindings(policy),
  ];
}

/** A logo is shown only where mails that prove nothing are not delivered. */
function policyFindings(policy: Dmarc["policy"]): readonly Finding[] {
  if (policy === undefined) return [];
  const share = Number(policy.tags.get("pct") ?? "100");
  if (policy.policy === "none") {
    return [finding("bimi", "error", `_dmarc.${policy.at}: p=none, and a logo needs quarantine or reject`)];
  }
  return policy.policy === "quarantine" && share < 100
    ? [finding("bimi", "error", `_dmarc.${policy.at}: pct=${share}, and a logo needs pct=100`)]
    : [];
}

function isHttps(text: string): boolean {
  return URL.canParse(text) && new URL(text).protocol === "https:";
}
