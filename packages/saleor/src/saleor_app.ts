/** The app as a Saleor sees it: manifest, registration, webhooks, and a page that says how many events wait. Speaks fetch alone. */
import type { Waybill, WaybillEvent } from "@waybill/client";
import { eventsOfPayload } from "./events_of_payload.ts";
import { manifest } from "./manifest.ts";
import type { DetailOptions } from "./order_details.ts";
import type { Registration, Registrations } from "./registrations.ts";
import { ORDER_FRAGMENTS, type SaleorOrder, type SaleorPayload } from "./saleor_order.ts";
import { isSigned, keysUrl } from "./signature.ts";

export interface SaleorAppOptions extends DetailOptions {
  /** The app's own address, without a slash at its end. */
  readonly base_url: string;
  /** The only Saleors that may install it: `https://shop.saleor.cloud/graphql/`. */
  readonly saleor_api_urls: readonly string[];
  readonly registrations: Registrations;
  readonly waybill: Waybill;
  /** Opens `POST /api/backfill`, as `Authorization: Bearer …`. */
  readonly backfill_token: string;
  readonly fetch?: typeof globalThis.fetch;
}

interface FoundOrders {
  readonly orders: {
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    readonly edges: readonly { readonly node: SaleorOrder }[];
  };
}

const BODY_MAX_BYTES = 4_000_000;
const TIMEOUT_MS = 10_000;
const PAGE = 50;

export function saleorApp(options: SaleorAppOptions): { fetch(request: Request): Promise<Response> } {
  const { registrations, waybill, saleor_api_urls } = options;
  const ask = options.fetch ?? globalThis.fetch;

  return {
    async fetch(request) {
      try {
        return await answer(request);
      } catch (error) {
        // Saleor tries again after a 500.
        console.error(`Waybill: ${error instanceof Error ? error.message : String(error)}`);
        return refuse(500, "The app failed: see its log");
      }
    },
  };

  async function answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    switch (`${request.method} ${pathname}`) {
      case "GET /api/manifest":
        return Response.json(manifest(options.base_url));
      case "POST /api/register":
        return await register(request);
      case "POST /api/webhooks":
        return await receive(request);
      case "POST /api/backfill":
        return await backfill(request);
      case "GET /":
        return page(await waybill.state());
      default:
        return refuse(404, "There is no such page");
    }
  }

  async function register(request: Request): Promise<Response> {
    const saleor_api_url = request.headers.get("saleor-api-url") ?? "";
    if (!saleor_api_urls.includes(saleor_api_url)) {
      return refuse(403, "This Saleor may not install the app: see its setting SALEOR_API_URLS");
    }
    const body = await request.json().catch(() => null) as { auth_token?: unknown } | null;
    if (typeof body?.auth_token !== "string" || body.auth_token === "") {
      return refuse(400, "auth_token must be given");
    }
    const registration: Registration = {
      saleor_api_url,
      token: body.auth_token,
      keys: await keysOf(saleor_api_url),
    };
    // The token must be that Saleor's own: anybody could post one.
    if (
      await askSaleor<{ app: { id?: string } | null }>(registration, "query { app { id } }", {}).then(
        ({ app }) => !app?.id,
        () => true,
      )
    ) {
      return refuse(403, "auth_token must be one of this Saleor's");
    }
    await registrations.write(registration);
    return Response.json({ success: true });
  }

  async function receive(request: Request): Promise<Response> {
    const body = new Uint8Array(await request.arrayBuffer());
    if (body.byteLength > BODY_MAX_BYTES) return refuse(413, `The body must be <= ${BODY_MAX_BYTES} bytes`);
    const registration = await registrations.read(request.headers.get("saleor-api-url") ?? "");
    if (registration === null) return refuse(401, "Saleor-Api-Url must be one that installed the app");
    const signature = request.headers.get("saleor-signature") ?? "";
    if (
      !await isSigned(body, signature, registration.keys) &&
      !await isSignedByNewKeys(body, signature, registration)
    ) {
      return refuse(401, "Saleor-Signature must be that Saleor's");
    }
    const topic = (request.headers.get("saleor-event") ?? "").toLowerCase();
    let payload: SaleorPayload;
    try {
      payload = JSON.parse(new TextDecoder().decode(body));
    } catch {
      return refuse(400, "The body must be JSON");
    }
    return await keep(eventsOfPayload(topic, payload, new Date().toISOString(), options));
  }

  /** Saleor tries again after a 500, and never after anything in the 300s or 400s. */
  async function keep(events: readonly WaybillEvent[]): Promise<Response> {
    for (const event of events) {
      const result = await waybill.send(event);
      if (!result.kept && !result.sent) return refuse(500, "The event could not be kept");
    }
    return Response.json({ kept: events.length });
  }

  /** A Saleor may change its keys: asked once more, and remembered. */
  async function isSignedByNewKeys(
    body: Uint8Array,
    signature: string,
    registration: Registration,
  ): Promise<boolean> {
    const keys = await keysOf(registration.saleor_api_url).catch(() => null);
    if (keys === null || !await isSigned(body, signature, keys)) return false;
    await registrations.write({ ...registration, keys });
    return true;
  }

  async function keysOf(saleor_api_url: string): Promise<Registration["keys"]> {
    const answer = await ask(keysUrl(saleor_api_url), { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!answer.ok) throw new Error(`Saleor answered ${answer.status} for its keys`);
    return await answer.json();
  }

  /** `{ "saleor_api_url", "since": "2026-11-01" }`: every order created since, oldest first. */
  async function backfill(request: Request): Promise<Response> {
    const { backfill_token } = options;
    if (backfill_token === "" || request.headers.get("authorization") !== `Bearer ${backfill_token}`) {
      return refuse(401, "The token must be the app's");
    }
    const wish = await request.json().catch(() => null) as { saleor_api_url?: string; since?: string } | null;
    const registration = await registrations.read(wish?.saleor_api_url ?? "");
    if (registration === null) return refuse(404, "saleor_api_url must be one that installed the app");
    if (!/^\d{4}-\d{2}-\d{2}$/.test(wish?.since ?? "")) return refuse(400, "since must be a day: 2026-11-01");
    let orders = 0;
    for (let after: string | null = null;;) {
      const { orders: found }: FoundOrders = await askSaleor(registration, ORDERS, {
        since: wish!.since,
        after,
        first: PAGE,
      });
      for (const { node } of found.edges) {
        orders += 1;
        const kept = await keep(
          eventsOfPayload(
            node.status === "CANCELED" ? "order_cancelled" : "order_created",
            { order: node, issuedAt: node.updatedAt },
            node.updatedAt,
            options,
          ),
        );
        if (!kept.ok) return kept;
      }
      if (!found.pageInfo.hasNextPage) return Response.json({ orders });
      after = found.pageInfo.endCursor;
    }
  }

  async function askSaleor<Data>(
    { saleor_api_url, token }: Registration,
    query: string,
    variables: object,
  ): Promise<Data> {
    const answer = await ask(saleor_api_url, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { data, errors } = await answer.json() as {
      data: Data;
      errors?: readonly { message?: string }[];
    };
    if (!answer.ok || errors !== undefined) {
      throw new Error(`Saleor answered ${answer.status}: ${errors?.[0]?.message ?? "no reason"}`);
    }
    return data;
  }
}

const ORDERS = `${ORDER_FRAGMENTS}
  query ($since: Date, $after: String, $first: Int!) {
    orders(first: $first, after: $after, filter: { created: { gte: $since } }, sortBy: { field: CREATION_DATE, direction: ASC }) {
      pageInfo { hasNextPage endCursor }
      edges { node { ...WaybillOrder } }
    }
  }
`;

/** Shown in Saleor's dashboard, to anybody: numbers alone. */
function page(
  { waiting, oldest_at_ms, refused, away_since_ms }: Awaited<ReturnType<Waybill["state"]>>,
): Response {
  const lines = [
    waiting === 0
      ? "No event waits."
      : `${waiting} events wait, the oldest since ${new Date(oldest_at_ms ?? 0).toISOString()}.`,
    away_since_ms === null ? "" : `Waybill cannot be reached since ${new Date(away_since_ms).toISOString()}.`,
    refused === 0 ? "" : `${refused} events were refused: see the log.`,
  ];
  const html = `<!doctype html><html lang="en"><title>Waybill</title><h1>Waybill</h1><p>${
    lines.filter(Boolean).join("</p><p>")
  }</p></html>`;
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

function refuse(status: number, message: string): Response {
  return Response.json({ error: message }, { status });
}
