/**
 * Asks senders for what their webhooks leave out: limited in time and size, and only at the hosts that the source
 * names.
 */
import { err, ok } from "../../result.ts";
import type { Ask } from "../../sources/source.ts";
import { readBounded } from "../body.ts";

/** The sender waits for our answer meanwhile; BigCommerce gives up after ten seconds. */
const TIMEOUT_MS = 5_000;
/** More than a page of 250 order lines with their options. */
const ANSWER_MAX_BYTES = 4_000_000;

export function senderAsker(
  fetch: typeof globalThis.fetch,
  hosts: readonly string[],
  timeout_ms: number = TIMEOUT_MS,
): Ask {
  return async function ask(url, { headers = {}, keep_s, json } = {}) {
    if (url.protocol !== "https:" || !hosts.includes(url.host)) {
      throw new Error(`Cannot ask ${url.host} as it must be one of the source's hosts, over https`);
    }
    try {
      const answer = await fetch(url, {
        ...(json === undefined ? { headers } : {
          method: "POST",
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(json),
        }),
        // A redirect would send the token to another host.
        redirect: "manual",
        signal: AbortSignal.timeout(timeout_ms),
        ...(keep_s === undefined ? {} : { cf: { cacheTtlByStatus: { "200-299": keep_s, "300-599": 0 } } }),
      });
      const body = await readBounded(answer, ANSWER_MAX_BYTES);
      if (body !== null) {
        return ok({ status: answer.status, body, link: answer.headers.get("link") ?? undefined });
      }
      return err(
        "unavailable",
        `Cannot read the answer of ${url.host} as it must be <= ${ANSWER_MAX_BYTES} bytes`,
      );
    } catch (error) {
      const cause = error instanceof Error ? error.name : "unknown";
      return err("unavailable", `Cannot reach ${url.host} within ${timeout_ms} ms: ${cause}`);
    }
  };
}
