/**
 * Finds where a host leads today, by DNS over HTTPS. Throws when the resolver does not answer, so that no host in use
 * is taken over by mistake.
 */
import { RESOLVER } from "../../src/dns/over_https.ts";

/** Numbers of the record types A and CNAME in DNS. */
const A = 1;
const CNAME = 5;

export async function addressesOf(fetch: typeof globalThis.fetch, host: string): Promise<readonly string[]> {
  const answer = await fetch(`${RESOLVER}?${new URLSearchParams({ name: host, type: "A" })}`, {
    headers: { accept: "application/dns-json" },
    signal: AbortSignal.timeout(5_000),
  });
  if (!answer.ok) throw new Error(`DNS over HTTPS answered ${answer.status} for ${host}`);
  const { Answer } = await answer.json() as { Answer?: readonly { type: number; data: string }[] };
  return (Answer ?? []).filter(({ type }) => type === A || type === CNAME).map(({ data }) => data);
}
