/** Says what the domain check finds in the language of the desk. What holds names and figures alone stays as it is. */
import { type DeskKey, w } from "../../../templates/admin/words.ts";

/** Each sentence of `domains/`. The first that matches counts. */
const FINDINGS: readonly (readonly [RegExp, DeskKey])[] = [
  [/^DNS did not answer for (?<name>.+)$/, "finding.no_answer"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) is not set: no logo beside the mails, which is no fault$/,
    "finding.bimi_none",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has (?<count>\d+) (?:DMARC )?records; one must stand there$/,
    "finding.records",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?) declines a logo$/, "finding.bimi_declines"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): l must be an https address of an SVG Tiny PS file$/,
    "finding.bimi_logo_form",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has no certificate \(a=\): Gmail and Apple show a logo only with a VMC or CMC$/,
    "finding.bimi_no_certificate",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): a must be an https address of a PEM file$/,
    "finding.bimi_certificate_form",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): p=none, and a logo needs quarantine or reject$/,
    "finding.bimi_policy",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): pct=(?<share>\S+), and a logo needs pct=100$/,
    "finding.bimi_share",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?) has no key$/, "finding.dkim_no_key"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has (?<count>\d+) keys; one must stand under a selector$/,
    "finding.dkim_keys",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?): v must be DKIM1$/, "finding.dkim_version"],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?) is revoked: its p is empty$/, "finding.dkim_revoked"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) says t=y, testing: receivers may treat its mail as unsigned$/,
    "finding.dkim_testing",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) is an ed25519 key, which many receivers do not read: keep an RSA key beside it$/,
    "finding.dkim_ed25519",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?): k must be rsa or ed25519$/, "finding.dkim_kind"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): p must be a public RSA key in base64$/,
    "finding.dkim_form",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): the key has (?<bits>\d+) bits, at least (?<least>\d+) must it have$/,
    "finding.dkim_short",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): the key has (?<bits>\d+) bits, (?<usual>\d+) are usual$/,
    "finding.dkim_usual",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?): RSA, (?<bits>\d+) bits$/, "finding.dkim_well"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has no DMARC record; Gmail and Yahoo ask bulk senders for one$/,
    "finding.dmarc_none",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): p must be none, quarantine or reject$/,
    "finding.dmarc_policy",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): p=none only watches; quarantine or reject once the reports are clean$/,
    "finding.dmarc_watches",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?): no rua, so no reports come$/, "finding.dmarc_no_rua"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): pct=(?<share>\S+) leaves the rest of the mail without the policy$/,
    "finding.dmarc_share",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has no SPF record: "v=spf1 -all" where nothing sends with it as return path$/,
    "finding.spf_nothing",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) makes its selectors for each account: give yours$/,
    "finding.dkim_selectors",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has no MX: answers and bounces cannot come$/,
    "finding.mx_none",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has the null MX: receivers may refuse its mail, RFC 7505 4\.2$/,
    "finding.mx_null",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has its own return path: SPF does not align, DKIM must$/,
    "finding.path_own",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) names the return path for each account: give yours$/,
    "finding.path_names",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has no (?<type>\S+): the provider's own return path is used, only DKIM carries DMARC$/,
    "finding.path_optional",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has no (?<type>\S+): bounces get lost$/,
    "finding.path_missing",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?) aligns with (?<domain>\S+)$/, "finding.path_aligns"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) does not align with (?<domain>\S+) as aspf=s: only DKIM carries DMARC$/,
    "finding.path_strict",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) does not align with (?<domain>\S+): only DKIM carries DMARC$/,
    "finding.path_not",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?) is set$/, "finding.set"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) must have a record that begins with (?<starts>.+)$/,
    "finding.begins",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?) has no SPF record$/, "finding.spf_none"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has (?<count>\d+) SPF records; receivers accept none of them, RFC 7208 4\.5$/,
    "finding.spf_records",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): an SPF record must have at most (?<most>\d+) terms: it has (?<count>\d+)$/,
    "finding.spf_terms",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): the SPF (?:term|modifier) (?<term>.+?) must (?:stand once|be one of RFC 7208's|have a value|have no value|hold an IPv4 address or network|hold an IPv6 address or network|name a domain)$/,
    "finding.spf_term",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): (?<count>\d+) includes lead nowhere, at most (?<most>\d+) may$/,
    "finding.spf_voids",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): (?<count>\d+) of (?<most>\d+) DNS lookups; above the limit receivers answer permerror, RFC 7208 4\.6\.4$/,
    "finding.spf_above",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): (?<count>\d+) of (?<most>\d+) DNS lookups; the next include breaks it$/,
    "finding.spf_next",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?): (?<count>\d+) of (?<most>\d+) DNS lookups$/,
    "finding.spf_lookups",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) includes (?<domain>\S+), which is being read already$/,
    "finding.spf_loop",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) includes (?<domain>\S+), which must have one SPF record: it has (?<count>\d+)$/,
    "finding.spf_include_records",
  ],
  [/^(?<name>\S+(?:, inherited|, included by \S+)?) includes (?<domain>\S+)$/, "finding.spf_includes"],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) must have include:(?<domain>\S+)$/,
    "finding.spf_include",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) should end in ~all or -all: without it everybody else is neutral$/,
    "finding.spf_end",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) ends in \+all: anybody may send as it$/,
    "finding.spf_anybody",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) ends in \?all, which says nothing$/,
    "finding.spf_neutral",
  ],
  [
    /^(?<name>\S+(?:, inherited|, included by \S+)?) has terms after all; they are never read$/,
    "finding.spf_after_all",
  ],
];

export function findingText(message: string): string {
  for (const [pattern, key] of FINDINGS) {
    const found = pattern.exec(message);
    if (found !== null) return w(key, found.groups ?? {});
  }
  return message;
}
