/** Finds a domain's DMARC policy (RFC 7489) by walking up the tree (with RFC 9091's psd), and its alignment rules. */
import { type Lookup, valuesOf } from "./dns_answers.ts";
import { type Finding, finding } from "./finding.ts";
import { tags } from "./tags.ts";

export interface Policy {
  /** Where the record stands. */
  readonly at: string;
  readonly policy: "none" | "quarantine" | "reject";
  readonly strict_dkim: boolean;
  readonly strict_spf: boolean;
  readonly tags: ReadonlyMap<string, string>;
}

export interface Dmarc {
  readonly findings: readonly Finding[];
  readonly policy: Policy | undefined;
  /** The domain whose subdomains belong to one organization: alignment is relaxed within it. */
  readonly organizational_domain: string | undefined;
}

/** Most names that a walk asks for; it skips some names above a long domain. */
const WALK_MAX = 8;
const POLICIES = ["none", "quarantine", "reject"] as const;

export function dmarc(domain: string, lookup: Lookup): Dmarc {
  const found: { readonly name: string; readonly record: string }[] = [];
  const findings: Finding[] = [];
  let is_open = false;
  for (const name of walk(domain)) {
    // Only where nothing below speaks can a top-level domain say something (RFC 9091).
    if (!name.includes(".") && (is_open || found.length > 0 || findings.length > 0)) continue;
    const answer = lookup.ask(`_dmarc.${name}`, "TXT");
    if (answer === undefined) {
      is_open = true;
      continue;
    }
    if (answer.status === "failed") {
      findings.push(finding("dmarc", "unknown", `DNS did not answer for _dmarc.${name}`));
    }
    const records = valuesOf(answer).filter((value) => /^v\s*=\s*DMARC1\s*(?:;|$)/.test(value));
    // RFC 7489, 6.6.3: several records count as none.
    if (records.length > 1) {
      findings.push(
        finding("dmarc", "error", `_dmarc.${name} has ${records.length} DMARC records; one must stand there`),
      );
    }
    // A top-level domain's record counts for others only with psd=y (RFC 9091).
    const speaks = name.includes(".") || tags(records[0] ?? "").get("psd")?.toLowerCase() === "y";
    if (records.length === 1 && speaks) found.push({ name, record: records[0]! });
  }
  // While a question is unanswered, no record is reported as missing.
  if (lookup.missing().length > 0 || findings.some(({ level }) => level === "unknown")) {
    return { findings, policy: undefined, organizational_domain: undefined };
  }
  const organizational_domain = organizationalDomain(domain, found);
  // Records between the domain and its organizational domain do not count (RFC 7489, 6.6.3).
  const nearest = found.find(({ name }) => name === domain) ??
    found.find(({ name }) => name === organizational_domain) ?? found.at(-1);
  if (nearest === undefined) {
    return {
      findings: [
        ...findings,
        finding("dmarc", "error", `${domain} has no DMARC record; Gmail and Yahoo ask bulk senders for one`),
      ],
      policy: undefined,
      organizational_domain,
    };
  }
  const policy = policyOf(domain, nearest.name, nearest.record);
  return policy === undefined
    ? {
      findings: [
        ...findings,
        finding("dmarc", "error", `_dmarc.${nearest.name}: p must be none, quarantine or reject`),
      ],
      policy,
      organizational_domain,
    }
    : { findings: [...findings, ...policyFindings(domain, policy)], policy, organizational_domain };
}

/** The domain and those above it, down to the top-level one; of more than eight labels only the last seven follow. */
function walk(domain: string): readonly string[] {
  const labels = domain.split(".");
  const above = labels.slice(labels.length > WALK_MAX ? labels.length - WALK_MAX + 1 : 1);
  return [domain, ...above.map((_, index) => above.slice(index).join("."))];
}

/**
 * Returns the organizational domain: psd=n names it, psd=y is one label above it; else it is the highest name that
 * has a record, or the domain itself.
 */
function organizationalDomain(
  domain: string,
  found: readonly { readonly name: string; readonly record: string }[],
): string {
  for (const { name, record } of found) {
    const psd = tags(record).get("psd")?.toLowerCase();
    if (psd === "n") return name;
    if (psd === "y" && name !== domain) {
      return domain.split(".").slice(-(name.split(".").length + 1)).join(".");
    }
  }
  return found.at(-1)?.name ?? domain;
}

function policyOf(domain: string, at: string, record: string): Policy | undefined {
  const parsed = tags(record);
  const said = (at === domain ? undefined : parsed.get("sp")) ?? parsed.get("p");
  const policy = POLICIES.find((name) => name === said?.toLowerCase());
  if (policy === undefined) return undefined;
  return {
    at,
    policy,
    strict_dkim: parsed.get("adkim")?.toLowerCase() === "s",
    strict_spf: parsed.get("aspf")?.toLowerCase() === "s",
    tags: parsed,
  };
}

function policyFindings(domain: string, { at, policy, tags }: Policy): readonly Finding[] {
  const where = at === domain ? `_dmarc.${at}` : `_dmarc.${at}, inherited`;
  const share = Number(tags.get("pct") ?? "100");
  return [
    policy === "none"
      ? finding(
        "dmarc",
        "warning",
        `${where}: p=none only watches; quarantine or reject once the reports are clean`,
      )
      : finding("dmarc", "ok", `${where}: ${policy}`),
    ...(tags.has("rua") ? [] : [finding("dmarc", "warning", `${where}: no rua, so no reports come`)]),
    ...(share < 100
      ? [finding("dmarc", "warning", `${where}: pct=${share} leaves the rest of the mail without the policy`)]
      : []),
  ];
}

/** Returns whether `identifier`, the domain that SPF or DKIM proves, counts for a From of `domain`. */
export function isAligned(
  identifier: string,
  domain: string,
  strict: boolean,
  organizational_domain: string,
): boolean {
  if (identifier === domain) return true;
  return !strict &&
    (identifier === organizational_domain || identifier.endsWith(`.${organizational_domain}`));
}
