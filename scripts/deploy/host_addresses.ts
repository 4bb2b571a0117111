/** Where a host leads to today, by DNS over HTTPS. A resolver that does not answer throws: nothing is taken over unseen. */
import { RESOLVER } from "../../src/dns/over_https.ts";

/** A and CNAME, as DNS numbers them. */
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
