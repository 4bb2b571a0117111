/** What a source may reach, for tests: nothing, or a sender whose every answer is written down. */
import { ok, type Result } from "../../src/result.ts";
import type { Answer, SourcePorts } from "../../src/sources/source.ts";

export const REGISTERED_URL = "https://waybill.test/hooks/demo/square";

/** For sources that ask nothing: whoever asks all the same fails its test. */
export const NO_PORTS: SourcePorts = {
  registered_url: REGISTERED_URL,
  tokens: [],
  store_domain: null,
  date_names: [],
  sub_orders: false,
  ask: (url) => Promise.reject(new Error(`Nothing may be asked here, and ${url} was`)),
};

export interface Asked {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** A sender that answers by path and query; what it does not know is 404. `asked` holds every question. */
export function answering(
  answers: Readonly<Record<string, string | { readonly status: number; readonly body?: string }>>,
  tokens: readonly string[] = [],
): { readonly ports: SourcePorts; readonly asked: Asked[] } {
  const asked: Asked[] = [];
  const ports: SourcePorts = {
    registered_url: REGISTERED_URL,
    tokens,
    store_domain: null,
    date_names: [],
    sub_orders: false,
    ask: (url, { headers = {} } = {}): Promise<Result<Answer, "unavailable">> => {
      const path = `${url.pathname}${url.search}`;
      asked.push({ path, headers });
      const answer = answers[path] ?? { status: 404 };
      const { status, body = "" } = typeof answer === "string" ? { status: 200, body: answer } : answer;
      return Promise.resolve(ok({ status, body: new TextEncoder().encode(body) }));
    },
  };
  return { ports, asked };
}
