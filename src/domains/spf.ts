/**
 * Checks one domain's SPF record (RFC 7208): its syntax, its lookups through every include, and whether it allows a
 * channel to send.
 */
import { err, ok, type Result } from "../result.ts";
import { type Lookup, valuesOf } from "./dns_answers.ts";
import { type Finding, finding, type Part } from "./finding.ts";

export interface SpfTerm {
  readonly qualifier: "+" | "-" | "~" | "?";
  /** In lower case: a mechanism (all, include, a, mx, ptr, ip4, ip6, exists) or a modifier (redirect, exp, …). */
  readonly name: string;
  readonly value: string;
}

/** RFC 7208, 4.6.4: terms that make the receiver ask DNS. */
const LOOKUPS_MAX = 10;
const VOID_LOOKUPS_MAX = 2;
const LOOKUP_TERMS = new Set(["include", "a", "mx", "ptr", "exists", "redirect"]);
const MECHANISMS = new Set(["all", "include", "a", "mx", "ptr", "ip4", "ip6", "exists"]);
const NEEDS_VALUE = new Set(["include", "ip4", "ip6", "exists", "redirect", "exp"]);
const TERMS_MAX = 100;

/**
 * Returns the findings on `domain`'s record, with the include that a channel needs in it. `part` is the heading under
 * which they are reported.
 */
export function spfFindings(
  domain: string,
  needed_include: string | undefined,
  lookup: Lookup,
  part: Part = "spf",
): readonly Finding[] {
  const answer = lookup.ask(domain, "TXT");
  if (answer === undefined) return [];
  if (answer.status === "failed") return [finding(part, "unknown", `DNS did not answer for ${domain}`)];
  const records = spfRecords(valuesOf(answer));
  if (records.length === 0) return [finding(part, "error", `${domain} has no SPF record`)];
  if (records.length > 1) {
    return [
      finding(
        part,
        "error",
        `${domain} has ${records.length} SPF records; receivers accept none of them, RFC 7208 4.5`,
      ),
    ];
  }
  const parsed = parseSpf(records[0]!);
  if (!parsed.ok) return [finding(part, "error", `${domain}: ${parsed.message}`)];
  const walk = walked(domain, parsed.value, lookup);
  return [
    ...walk.errors.map((message) => finding(part, "error", message)),
    lookupFinding(part, domain, walk.lookups),
    ...(walk.voids > VOID_LOOKUPS_MAX
      ? [
        finding(
          part,
          "error",
          `${domain}: ${walk.voids} includes lead nowhere, at most ${VOID_LOOKUPS_MAX} may`,
        ),
      ]
      : []),
    ...includeFinding(part, domain, needed_include, walk),
    ...endFinding(part, domain, parsed.value),
  ];
}

export function spfRecords(values: readonly string[]): readonly string[] {
  return values.filter((value) => /^v=spf1(?: |$)/i.test(value));
}

/** The terms of a record, or the first rule of RFC 7208's grammar that it breaks. */
export function parseSpf(record: string): Result<readonly SpfTerm[], "syntax"> {
  const words = record.trim().split(/ +/).slice(1);
  if (words.length > TERMS_MAX) {
    return err("syntax", `an SPF record must have at most ${TERMS_MAX} terms: it has ${words.length}`);
  }
  const terms: SpfTerm[] = [];
  for (const word of words) {
    const term = parseTerm(word);
    if (!term.ok) return term;
    terms.push(term.value);
  }
  for (const modifier of ["redirect", "exp"]) {
    if (terms.filter(({ name }) => name === modifier).length > 1) {
      return err("syntax", `the SPF modifier ${modifier} must stand once`);
    }
  }
  return ok(terms);
}

function parseTerm(word: string): Result<SpfTerm, "syntax"> {
  const modifier = /^([a-z][a-z0-9_.-]{0,62})=(.*)$/i.exec(word);
  if (modifier !== null) return checked("+", modifier[1]!.toLowerCase(), modifier[2]!, word);
  const mechanism = /^([+\-~?]?)([a-z0-9]{1,10})(?::(.*)|(\/.*))?$/i.exec(word);
  const [, qualifier, written = "", behind_colon, length = ""] = mechanism ?? [];
  const name = written.toLowerCase();
  if (!MECHANISMS.has(name)) {
    return err("syntax", `the SPF term ${shown(word)} must be one of RFC 7208's`);
  }
  return checked(
    (qualifier || "+") as SpfTerm["qualifier"],
    name,
    behind_colon ?? length,
    word,
  );
}

function checked(
  qualifier: SpfTerm["qualifier"],
  name: string,
  value: string,
  word: string,
): Result<SpfTerm, "syntax"> {
  if (NEEDS_VALUE.has(name) && value === "") {
    return err("syntax", `the SPF term ${shown(word)} must have a value`);
  }
  if (name === "all" && value !== "") return err("syntax", `the SPF term ${shown(word)} must have no value`);
  if (name === "ip4" && !isIp4(value)) {
    return err("syntax", `the SPF term ${shown(word)} must hold an IPv4 address or network`);
  }
  if (name === "ip6" && !/^[0-9a-f:.]{2,45}(?:\/(?:12[0-8]|1[01]\d|\d{1,2}))?$/i.test(value)) {
    return err("syntax", `the SPF term ${shown(word)} must hold an IPv6 address or network`);
  }
  if ((name === "include" || name === "redirect") && !/^[\w.%{}+=,/-]{1,253}$/.test(value)) {
    return err("syntax", `the SPF term ${shown(word)} must name a domain`);
  }
  return ok({ qualifier, name, value });
}

function isIp4(value: string): boolean {
  const [address, length, ...rest] = value.split("/");
  return rest.length === 0 && (length === undefined || /^(?:3[0-2]|[12]?\d)$/.test(length)) &&
    /^(?:\d{1,3}\.){3}\d{1,3}$/.test(address!) && address!.split(".").every((octet) => Number(octet) <= 255);
}

interface Walk {
  lookups: number;
  voids: number;
  readonly errors: string[];
  /** Domains whose records are included, directly or through another include. */
  readonly included: Set<string>;
  /** True while some include is not known yet: nothing may then be reported as missing. */
  open: boolean;
}

function walked(domain: string, terms: readonly SpfTerm[], lookup: Lookup): Walk {
  const walk: Walk = { lookups: 0, voids: 0, errors: [], included: new Set(), open: false };
  follow([domain.toLowerCase()], terms, lookup, walk);
  return walk;
}

/** Follows the terms of one domain: the last of `path`; the domains before it included it. */
function follow(path: readonly string[], terms: readonly SpfTerm[], lookup: Lookup, walk: Walk): void {
  // "redirect" counts only where no "all" stands, RFC 7208 6.1.
  const has_all = terms.some(({ name }) => name === "all");
  for (const { name, value } of terms) {
    if (!LOOKUP_TERMS.has(name) || (name === "redirect" && has_all)) continue;
    walk.lookups++;
    // A receiver stops at the eleventh lookup; the count goes on a little, to report how many are too many.
    if (walk.lookups > 2 * LOOKUPS_MAX) return;
    if ((name === "include" || name === "redirect") && !value.includes("%")) {
      enter(path, value.toLowerCase().replace(/\.$/, ""), lookup, walk);
    }
  }
}

function enter(path: readonly string[], target: string, lookup: Lookup, walk: Walk): void {
  const from = path.at(-1)!;
  if (path.includes(target)) {
    walk.errors.push(`${from} includes ${target}, which is being read already`);
    return;
  }
  walk.included.add(target);
  const answer = lookup.ask(target, "TXT");
  if (answer === undefined || answer.status === "failed") {
    walk.open = true;
    return;
  }
  const records = spfRecords(valuesOf(answer));
  if (answer.status === "absent") walk.voids++;
  if (records.length !== 1) {
    walk.errors.push(`${from} includes ${target}, which must have one SPF record: it has ${records.length}`);
    return;
  }
  const parsed = parseSpf(records[0]!);
  if (!parsed.ok) walk.errors.push(`${target}, included by ${from}: ${parsed.message}`);
  else follow([...path, target], parsed.value, lookup, walk);
}

function lookupFinding(part: Part, domain: string, lookups: number): Finding {
  const used = `${domain}: ${lookups} of ${LOOKUPS_MAX} DNS lookups`;
  if (lookups > LOOKUPS_MAX) {
    return finding(part, "error", `${used}; above the limit receivers answer permerror, RFC 7208 4.6.4`);
  }
  return lookups === LOOKUPS_MAX
    ? finding(part, "warning", `${used}; the next include breaks it`)
    : finding(part, "ok", used);
}

function includeFinding(
  part: Part,
  domain: string,
  needed: string | undefined,
  walk: Walk,
): readonly Finding[] {
  if (needed === undefined) return [];
  if (walk.included.has(needed)) return [finding(part, "ok", `${domain} includes ${needed}`)];
  return walk.open ? [] : [finding(part, "error", `${domain} must have include:${needed}`)];
}

function endFinding(part: Part, domain: string, terms: readonly SpfTerm[]): readonly Finding[] {
  const all = terms.find(({ name }) => name === "all");
  if (all === undefined) {
    return terms.some(({ name }) => name === "redirect") ? [] : [
      finding(
        part,
        "warning",
        `${domain} should end in ~all or -all: without it everybody else is neutral`,
      ),
    ];
  }
  if (all.qualifier === "+") {
    return [finding(part, "error", `${domain} ends in +all: anybody may send as it`)];
  }
  if (all.qualifier === "?") return [finding(part, "warning", `${domain} ends in ?all, which says nothing`)];
  return terms.at(-1) === all ||
      terms.slice(terms.indexOf(all)).every(({ name }) => !MECHANISMS.has(name) || name === "all")
    ? []
    : [finding(part, "warning", `${domain} has terms after all; they are never read`)];
}

function shown(word: string): string {
  return JSON.stringify(word.slice(0, 60));
}
