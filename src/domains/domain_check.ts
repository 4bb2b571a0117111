/**
 * Checks the DNS records of a domain that mail is sent from, and lists the records to set. Pure: answers in, findings
 * and further questions out.
 */
import { CHANNEL_DNS, type ChannelDns, type DnsChannel } from "./channel_dns.ts";
import { bimiFindings } from "./bimi.ts";
import { dkimFindings, dkimName } from "./dkim.ts";
import { type Dmarc, dmarc, isAligned } from "./dmarc.ts";
import { type Answer, type Lookup, lookup, type Question, valuesOf } from "./dns_answers.ts";
import { type Finding, finding } from "./finding.ts";
import { spfFindings, spfRecords } from "./spf.ts";

export interface CheckedDomain {
  /** In ASCII, lower case: the domain of From. */
  readonly domain: string;
  readonly channel: DnsChannel;
  /** Selectors that replace the channel's own where it makes them for each account. */
  readonly selectors: readonly string[];
  /** Name of the return path, where it is not the channel's usual one. */
  readonly return_path: string | undefined;
}

export interface WantedRecord {
  readonly name: string;
  readonly type: "TXT" | "MX" | "CNAME";
  /** The value to set, complete except for placeholders in `<>`, which only the provider's own screens show. */
  readonly value: string;
  /** Null where DNS did not answer: it may be set all the same. */
  readonly set: boolean | null;
}

export interface DomainReport {
  readonly findings: readonly Finding[];
  readonly records: readonly WantedRecord[];
  /** The questions to ask next: while there are any, the findings are incomplete. */
  readonly questions: readonly Question[];
}

export function domainCheck(subject: CheckedDomain, known: ReadonlyMap<string, Answer>): DomainReport {
  const channel = CHANNEL_DNS[subject.channel];
  const dns = lookup(known);
  const return_path = returnPathOf(subject, channel);
  const policy = dmarc(subject.domain, dns);
  const findings = [
    ...(channel.spf_at === "domain"
      ? spfFindings(subject.domain, channel.spf_include, dns)
      : ownSpfFindings(subject.domain, dns)),
    ...dkimPart(subject, channel, dns),
    ...policy.findings,
    ...mxFindings(subject.domain, dns),
    ...returnPathFindings(subject, channel, return_path, policy, dns),
    ...furtherFindings(subject, channel, dns),
    ...bimiFindings(subject.domain, policy, dns),
  ];
  return { findings, records: wantedRecords(subject, channel, return_path, dns), questions: dns.missing() };
}

function returnPathOf(subject: CheckedDomain, { return_path }: ChannelDns): string | undefined {
  if (subject.return_path !== undefined) return subject.return_path;
  return return_path === undefined || return_path.includes("<")
    ? undefined
    : `${return_path}.${subject.domain}`;
}

function selectorsOf(subject: CheckedDomain, channel: ChannelDns): readonly string[] {
  return subject.selectors.length > 0 ? subject.selectors : channel.selectors;
}

/**
 * Checks the domain's own SPF record. The channel's mail does not depend on it, but a broken record fails all other
 * mail of the domain.
 */
function ownSpfFindings(domain: string, dns: Lookup): readonly Finding[] {
  const answer = dns.ask(domain, "TXT");
  if (answer === undefined) return [];
  return answer.status !== "failed" && spfRecords(valuesOf(answer)).length === 0
    ? [
      finding(
        "spf",
        "warning",
        `${domain} has no SPF record: "v=spf1 -all" where nothing sends with it as return path`,
      ),
    ]
    : spfFindings(domain, undefined, dns);
}

function dkimPart(subject: CheckedDomain, channel: ChannelDns, dns: Lookup): readonly Finding[] {
  const selectors = selectorsOf(subject, channel);
  return selectors.length === 0
    ? [
      finding(
        "dkim",
        "warning",
        `${subject.channel} makes its selectors for each account: give yours`,
      ),
    ]
    : selectors.flatMap((selector) => dkimFindings(selector, subject.domain, dns));
}

function mxFindings(domain: string, dns: Lookup): readonly Finding[] {
  const answer = dns.ask(domain, "MX");
  if (answer === undefined) return [];
  if (answer.status === "failed") return [finding("mx", "unknown", `DNS did not answer for ${domain}`)];
  const hosts = valuesOf(answer);
  if (hosts.length === 0) {
    return [finding("mx", "error", `${domain} has no MX: answers and bounces cannot come`)];
  }
  // RFC 7505: the null MX. Receivers may refuse mail from a domain that takes none.
  if (hosts.some((host) => /^0 *\.?$/.test(host.trim()))) {
    return [finding("mx", "error", `${domain} has the null MX: receivers may refuse its mail, RFC 7505 4.2`)];
  }
  return [finding("mx", "ok", `${domain}: ${hosts.length} MX`)];
}

function returnPathFindings(
  subject: CheckedDomain,
  channel: ChannelDns,
  return_path: string | undefined,
  policy: Dmarc,
  dns: Lookup,
): readonly Finding[] {
  if (return_path === undefined) {
    return [
      finding(
        "return_path",
        "warning",
        channel.return_path === undefined
          ? `${subject.channel} has its own return path: SPF does not align, DKIM must`
          : `${subject.channel} names the return path for each account: give yours`,
      ),
    ];
  }
  const [needed] = channel.return_path_records;
  const type = needed?.type === "CNAME" ? "CNAME" : "MX";
  const answer = dns.ask(return_path, type);
  if (answer === undefined) return [];
  if (answer.status === "failed") {
    return [finding("return_path", "unknown", `DNS did not answer for ${return_path}`)];
  }
  const [first] = valuesOf(answer);
  if (first === undefined) {
    return [
      channel.return_path_optional
        ? finding(
          "return_path",
          "warning",
          `${return_path} has no ${type}: the provider's own return path is used, only DKIM carries DMARC`,
        )
        : finding("return_path", "error", `${return_path} has no ${type}: bounces get lost`),
    ];
  }
  return [
    finding("return_path", "ok", `${return_path}: ${type} ${first}`),
    ...(channel.spf_at === "return_path" && type === "MX"
      ? spfFindings(return_path, channel.spf_include, dns, "return_path")
      : []),
    ...alignmentFinding(subject.domain, return_path, policy),
  ];
}

function alignmentFinding(
  domain: string,
  return_path: string,
  { policy, organizational_domain }: Dmarc,
): readonly Finding[] {
  if (policy === undefined || organizational_domain === undefined) return [];
  if (isAligned(return_path, domain, policy.strict_spf, organizational_domain)) {
    return [finding("return_path", "ok", `${return_path} aligns with ${domain}`)];
  }
  return [
    finding(
      "return_path",
      "warning",
      policy.strict_spf
        ? `${return_path} does not align with ${domain} as aspf=s: only DKIM carries DMARC`
        : `${return_path} does not align with ${domain}: only DKIM carries DMARC`,
    ),
  ];
}

function furtherFindings(subject: CheckedDomain, channel: ChannelDns, dns: Lookup): readonly Finding[] {
  return channel.further_records.flatMap(({ label, starts }) => {
    const name = `${label}.${subject.domain}`;
    const answer = dns.ask(name, "TXT");
    if (answer === undefined) return [];
    if (answer.status === "failed") return [finding("spf", "unknown", `DNS did not answer for ${name}`)];
    return valuesOf(answer).some((value) => value.startsWith(starts))
      ? [finding("spf", "ok", `${name} is set`)]
      : [finding("spf", "error", `${name} must have a record that begins with ${starts}`)];
  });
}

/** Returns every record that the channel needs, and whether a record of that kind exists already. */
function wantedRecords(
  subject: CheckedDomain,
  channel: ChannelDns,
  return_path: string | undefined,
  dns: Lookup,
): readonly WantedRecord[] {
  const { domain } = subject;
  const selectors = selectorsOf(subject, channel);
  const own = dns.ask(domain, "TXT");
  const own_spf = spfRecords(valuesOf(own))[0];
  const named = return_path ?? `${channel.return_path}.${domain}`;
  return [
    ...(channel.spf_at === "domain" && channel.spf_include !== undefined
      ? [{ ...spfRecord(domain, channel.spf_include, own_spf), ...(isSilent(own) && { set: null }) }]
      : []),
    ...(selectors.length > 0 ? selectors : ["<selector>"]).map((selector) => ({
      name: dkimName(selector, domain),
      type: channel.dkim_record,
      value: channel.dkim_value.replace(/<(?:token|selector)>/, selector),
      set: isSet(dns, dkimName(selector, domain), "TXT"),
    })),
    ...channel.return_path_records.map(({ type, value }) => ({
      name: named,
      type,
      value,
      set: isSet(dns, named, type, value),
    })),
    ...channel.further_records.map(({ label, type, value, starts }) => ({
      name: `${label}.${domain}`,
      type,
      value,
      set: isIn(dns.ask(`${label}.${domain}`, "TXT"), (found) => found.some((one) => one.startsWith(starts))),
    })),
    {
      name: `_dmarc.${domain}`,
      type: "TXT",
      value: `v=DMARC1; p=none; rua=mailto:dmarc@${domain}`,
      set: hasPolicy(dns, domain),
    },
  ];
}

/** Returns the SPF record to set: the existing one, with the include before its end. */
function spfRecord(domain: string, include: string, own: string | undefined): WantedRecord {
  const term = `include:${include}`;
  if (own === undefined) return { name: domain, type: "TXT", value: `v=spf1 ${term} ~all`, set: false };
  const set = own.toLowerCase().split(/ +/).includes(term);
  return {
    name: domain,
    type: "TXT",
    value: set ? own : [own.slice(0, "v=spf1".length), term, own.slice("v=spf1 ".length)].join(" ").trim(),
    set,
  };
}

function isSet(
  dns: Lookup,
  name: string,
  type: WantedRecord["type"],
  value?: string,
): WantedRecord["set"] {
  if (name.includes("<")) return false;
  return isIn(dns.ask(name, type), (values) => {
    const found = values.map((one) => one.toLowerCase().replace(/\.$/, ""));
    if (value === undefined) return found.length > 0;
    // Where a value has a placeholder, the text after it identifies the provider.
    const rest = value.split(">").at(-1)!;
    return type === "TXT" ? spfRecords(found).length > 0 : found.some((one) => one.endsWith(rest));
  });
}

function isIn(
  answer: Answer | undefined,
  is_set: (values: readonly string[]) => boolean,
): WantedRecord["set"] {
  return isSilent(answer) ? null : is_set(valuesOf(answer));
}

function isSilent(answer: Answer | undefined): boolean {
  return answer?.status === "failed";
}

/** Returns whether the domain has a DMARC policy, its own or one of a parent domain that applies to it. */
function hasPolicy(dns: Lookup, domain: string): WantedRecord["set"] {
  const { policy, findings } = dmarc(domain, dns);
  return policy === undefined && findings.some(({ level }) => level === "unknown")
    ? null
    : policy !== undefined;
}
