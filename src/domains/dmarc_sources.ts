/**
 * Adds up DMARC reports by source: who signs and whose return path it is tells a service apart better than the addresses of its servers.
 * Bounded, whatever is reported. Pure.
 */
import type { DmarcRecord } from "./dmarc_report.ts";

export interface DmarcSource {
  /** The domain in From. */
  readonly from: string;
  readonly signed_by: string | null;
  readonly return_path: string | null;
  readonly mails: number;
  /** Aligned and passed. */
  readonly dkim: number;
  readonly spf: number;
  /** Passed DMARC: by either. */
  readonly passed: number;
  readonly quarantined: number;
  readonly rejected: number;
  /** Some addresses of its servers. */
  readonly ips: readonly string[];
}

/** Most sources of one week; what is beyond is one source, `OTHERS`. */
export const SOURCES_MAX = 100;
/** Stands for From where sources were put together. */
export const OTHERS = "other";
const IPS_MAX = 5;
/** As large as a sum may grow without losing a mail. */
const MAILS_MAX = Number.MAX_SAFE_INTEGER;

export function sourcesOf(records: readonly DmarcRecord[]): readonly DmarcSource[] {
  return addSources(
    [],
    records.map((one): DmarcSource => ({
      from: one.from,
      signed_by: one.signed_by,
      return_path: one.return_path,
      mails: one.mails,
      dkim: one.dkim ? one.mails : 0,
      spf: one.spf ? one.mails : 0,
      passed: one.dkim || one.spf ? one.mails : 0,
      quarantined: one.disposition === "quarantine" ? one.mails : 0,
      rejected: one.disposition === "reject" ? one.mails : 0,
      ips: [one.ip],
    })),
  );
}

/** Returns both together, the largest first. */
export function addSources(
  known: readonly DmarcSource[],
  more: readonly DmarcSource[],
): readonly DmarcSource[] {
  const by_name = new Map<string, DmarcSource>();
  for (const one of [...known, ...more]) {
    const name = [one.from, one.signed_by ?? "", one.return_path ?? ""].join(" ");
    const before = by_name.get(name);
    by_name.set(name, before === undefined ? one : sum(before, one));
  }
  const all = [...by_name.values()].toSorted((a, b) => b.mails - a.mails);
  const others = all.slice(SOURCES_MAX);
  return others.length === 0
    ? all
    : [...all.slice(0, SOURCES_MAX), others.map(unnamed).reduce(sum)].toSorted((a, b) => b.mails - a.mails);
}

function unnamed(source: DmarcSource): DmarcSource {
  return { ...source, from: OTHERS, signed_by: null, return_path: null };
}

function sum(a: DmarcSource, b: DmarcSource): DmarcSource {
  const add = (name: "mails" | "dkim" | "spf" | "passed" | "quarantined" | "rejected") =>
    Math.min(MAILS_MAX, a[name] + b[name]);
  return {
    ...a,
    mails: add("mails"),
    dkim: add("dkim"),
    spf: add("spf"),
    passed: add("passed"),
    quarantined: add("quarantined"),
    rejected: add("rejected"),
    ips: [...new Set([...a.ips, ...b.ips])].slice(0, IPS_MAX),
  };
}
