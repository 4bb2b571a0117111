/**
 * In development, `deno task trigger` may stand in for the hosts that a source asks: PayPal's certificate,
 * BigCommerce's API. When it does not run, and always in production, the real host is asked.
 */

/** Offset from the development server's port, on the same machine. */
export const STAND_IN_OFFSET = 100;

/** Asks the stand-in only in development, where `public_url` is this machine. */
export function fetchOrStandIn(
  fetch: typeof globalThis.fetch,
  { development, public_url }: { readonly development: boolean; readonly public_url: string },
): typeof globalThis.fetch {
  const here = new URL(public_url);
  if (!development || here.hostname !== "localhost" || here.port === "") return fetch;
  const port = Number(here.port) + STAND_IN_OFFSET;
  return async (input, init) => {
    const { pathname, search } = new URL(input instanceof Request ? input.url : input);
    const signal = AbortSignal.timeout(STAND_IN_TIMEOUT_MS);
    try {
      return await fetch(`http://127.0.0.1:${port}${pathname}${search}`, { signal });
    } catch {
      return await fetch(input, init);
    }
  };
}

const STAND_IN_TIMEOUT_MS = 1_000;
