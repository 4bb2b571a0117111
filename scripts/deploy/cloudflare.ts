/**
 * Cloudflare's REST API: one call returns one result, or an error with the reason. It decides nothing and prints
 * nothing.
 */

/** The variable that wrangler reads too, so that both use the same address. */
const BASE = "https://api.cloudflare.com/client/v4";
const TIMEOUT_MS = 30_000;
const PAGE = 100;
const PAGES_MAX = 50;

export interface Call {
  readonly method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Cloudflare {
  /** Returns the `result` of the answer. Throws `Refused`. */
  readonly call: <T>(path: string, call?: Call) => Promise<T>;
  /** Like `call`, but returns null when the object does not exist. */
  readonly find: <T>(path: string, call?: Call) => Promise<T | null>;
  /** Returns all pages of a list. */
  readonly list: <T>(path: string, query?: Readonly<Record<string, string>>) => Promise<readonly T[]>;
}

/** Error that Cloudflare returned instead of a result; `code` is that of its first error. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: number,
    message: string,
  ) {
    super(message);
  }
}

interface Envelope {
  readonly success: boolean;
  readonly result: unknown;
  readonly errors?: readonly { readonly code: number; readonly message: string }[];
}

export function cloudflare(
  { token, fetch, base = BASE }: {
    readonly token: string;
    readonly fetch: typeof globalThis.fetch;
    readonly base?: string | undefined;
  },
): Cloudflare {
  async function call<T>(path: string, { method = "GET", query, body, headers }: Call = {}): Promise<T> {
    const asked = `${method} ${path}`;
    let answer: Response;
    let text: string;
    try {
      answer = await fetch(`${base}${path}${query === undefined ? "" : `?${new URLSearchParams(query)}`}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      text = await answer.text();
    } catch {
      throw new Refused(0, 0, `Cloudflare did not answer ${asked}`);
    }
    const envelope = envelopeIn(text);
    if (answer.ok && envelope?.success) return envelope.result as T;
    const [first] = envelope?.errors ?? [];
    const said = first === undefined ? `status ${answer.status}` : `${first.message} (code ${first.code})`;
    throw new Refused(answer.status, first?.code ?? 0, `Cloudflare refused ${asked}: ${said}`);
  }

  return {
    call,
    async find<T>(path: string, one?: Call) {
      try {
        return await call<T>(path, one);
      } catch (error) {
        if (error instanceof Refused && error.status === 404) return null;
        throw error;
      }
    },
    async list<T>(path: string, query: Readonly<Record<string, string>> = {}) {
      const all: T[] = [];
      for (let page = 1; page <= PAGES_MAX; page++) {
        const some = await call<readonly T[] | null>(path, {
          query: { ...query, page: String(page), per_page: String(PAGE) },
        });
        all.push(...(some ?? []));
        if ((some ?? []).length < PAGE) return all;
      }
      throw new Error(`Cannot read ${path} as it must have <= ${PAGES_MAX} pages`);
    },
  };
}

/** Returns null for a text that is not JSON: a proxy before the API may answer with a page. */
function envelopeIn(text: string): Envelope | null {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
