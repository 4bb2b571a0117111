/**
 * A proxy between shop and Waybill: open, closed like a machine that is down, or silent, which accepts and never
 * answers. It counts requests.
 */
import { WAYBILL_PORT } from "./waybill_process.ts";

export type GateMode = "up" | "down" | "black hole";

export interface Gate {
  readonly port: number;
  set(mode: GateMode): Promise<void>;
  /** How often Waybill accepted each event, by its id. */
  readonly taken: ReadonlyMap<string, number>;
  /** Answers other than 2xx, with their text. */
  readonly refused: readonly string[];
}

export function gate(port: number): Gate {
  const taken = new Map<string, number>();
  const refused: string[] = [];
  let close: () => Promise<void> = () => Promise.resolve();

  async function pass(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const body = await request.arrayBuffer();
    const answer = await fetch(`http://127.0.0.1:${WAYBILL_PORT}${pathname}`, {
      method: request.method,
      headers: request.headers,
      body,
    }).catch(() => null);
    if (answer === null) return new Response("nobody there", { status: 502 });
    const text = await answer.text();
    const id = request.headers.get("webhook-id") ?? "";
    if (answer.ok) taken.set(id, (taken.get(id) ?? 0) + 1);
    else refused.push(`${id}: ${answer.status} ${text}`);
    return new Response(text, { status: answer.status });
  }

  return {
    port,
    taken,
    refused,
    async set(mode) {
      await close();
      close = mode === "up"
        ? listen(port, pass)
        : mode === "black hole"
        ? swallow(port)
        : () => Promise.resolve();
    },
  };
}

function listen(port: number, pass: (request: Request) => Promise<Response>): () => Promise<void> {
  const stop = new AbortController();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port, signal: stop.signal, onListen: () => undefined },
    pass,
  );
  return async () => {
    stop.abort();
    await server.finished;
  };
}

function swallow(port: number): () => Promise<void> {
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  const held: Deno.Conn[] = [];
  const accepting = (async () => {
    for await (const connection of listener) held.push(connection);
  })();
  return async () => {
    listener.close();
    for (const connection of held) connection.close();
    await accepting;
  };
}
