/**
 * Asks a service by GET: for a customer's file, from the service's own hosts alone, or for the state of an account. It
 * never quotes what was answered.
 */

/** Largest file that is fetched and kept. */
export const FILE_MAX_BYTES = 10_000_000;
const TIMEOUT_MS = 8_000;
const REDIRECTS_MAX = 2;

/**
 * Returns the content at `url`; null for another host than `hosts` allows, a refusal, a time-out or too large a file.
 * Only the first request bears `headers`: a redirect leads to a storage that must not learn the account's token.
 */
export async function fetchContent(
  fetch: typeof globalThis.fetch,
  url: string,
  headers: Readonly<Record<string, string>>,
  hosts: RegExp,
): Promise<{ readonly content: Uint8Array } | null> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  let at = url;
  try {
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      const { protocol, hostname, port, username } = new URL(at);
      if (protocol !== "https:" || port !== "" || username !== "" || !hosts.test(hostname)) return null;
      const answer = await fetch(
        new Request(at, { headers: hop === 0 ? headers : {}, redirect: "manual", signal }),
      );
      const next = answer.headers.get("Location");
      if (answer.status >= 300 && answer.status < 400 && next !== null) {
        await answer.body?.cancel();
        at = new URL(next, at).href;
        continue;
      }
      if (answer.status !== 200) {
        await answer.body?.cancel();
        return null;
      }
      const content = await readAtMost(answer, FILE_MAX_BYTES);
      return content === null ? null : { content };
    }
    return null;
  } catch {
    return null; // The file is listed without its content.
  }
}

/** Returns the status and the body as JSON; null for the body where it is none, and status 0 where no answer came. */
export async function askJson(
  fetch: typeof globalThis.fetch,
  url: string,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly json: unknown }> {
  try {
    const answer = await fetch(
      new Request(url, { headers, redirect: "manual", signal: AbortSignal.timeout(TIMEOUT_MS) }),
    );
    const body = await readAtMost(answer, 200_000);
    if (body === null) return { status: answer.status, json: null };
    try {
      return { status: answer.status, json: JSON.parse(new TextDecoder().decode(body)) };
    } catch {
      return { status: answer.status, json: null };
    }
  } catch {
    return { status: 0, json: null };
  }
}

async function readAtMost(answer: Response, bytes_max: number): Promise<Uint8Array | null> {
  if (answer.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let size = 0;
  const reader = answer.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > bytes_max) {
      await reader.cancel();
      return null;
    }
    parts.push(part.value);
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}
