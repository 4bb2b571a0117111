/**
 * Serves as the hosts that a source asks: PayPal's certificate, BigCommerce's API. Runs only while a webhook is
 * posted.
 */
import { CERTIFICATE_PATH } from "./sign.ts";

export interface StandIn {
  close(): Promise<void>;
}

/** `asks` are answers by path, without the query. */
export function standIn(port: number, asks: Readonly<Record<string, unknown>>, certificate: string): StandIn {
  const stop = new AbortController();
  const options = { hostname: "127.0.0.1", port, signal: stop.signal, onListen: () => undefined };
  const server = Deno.serve(options, (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === CERTIFICATE_PATH) return new Response(certificate);
    return Object.hasOwn(asks, pathname)
      ? Response.json(asks[pathname])
      : new Response("not found", { status: 404 });
  });
  return {
    async close() {
      stop.abort();
      await server.finished;
    },
  };
}
