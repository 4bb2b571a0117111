/** A WooCommerce shop for tests: orders and refunds of its REST API, as its controllers answer. */

export interface WooOrder {
  status: string;
  total: string;
  date_paid_gmt: string | null;
  refunds: { id: number; total: string }[];
  shipping: Record<string, string>;
}

export function openWooShop(given: Partial<WooOrder> = {}, site = "kontor.example") {
  const order: WooOrder = {
    status: "processing",
    total: "128.90",
    date_paid_gmt: "2026-11-22T12:00:00",
    refunds: [],
    shipping: { address_1: "Torstraße 1" },
    ...given,
  };
  const state = { order, down: 0, may_write: true, gateway_refunds: true, asked: [] as string[] };
  const fetch = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input instanceof URL ? input.href : input, init);
    const url = new URL(request.url);
    state.asked.push(`${request.method} ${url.pathname}`);
    if (state.down > 0) {
      state.down--;
      return new Response("Bad gateway", { status: 502 });
    }
    const found = /^\/wp-json\/wc\/v3\/orders\/(\d+)(\/refunds)?$/.exec(url.pathname);
    if (url.host !== site || found === null || found[1] !== "7007") {
      return Response.json({ code: "woocommerce_rest_shop_order_invalid_id" }, { status: 404 });
    }
    if (request.headers.get("authorization") !== `Basic ${btoa("ck_1:cs_1")}`) {
      return Response.json({ code: "woocommerce_rest_cannot_view" }, { status: 401 });
    }
    if (request.method === "GET") return Response.json({ id: 7007, ...order });
    if (!state.may_write) return Response.json({ code: "woocommerce_rest_cannot_edit" }, { status: 401 });
    const body = await request.json<Record<string, unknown>>();
    if (found[2] !== undefined) {
      if (!state.gateway_refunds) {
        return Response.json({ code: "woocommerce_rest_cannot_create_order_refund" }, { status: 400 });
      }
      order.refunds.push({ id: 1, total: `-${body["amount"]}` });
      // A refund of the whole sum makes the order refunded.
      if (body["amount"] === order.total) order.status = "refunded";
      return Response.json({ id: 1 }, { status: 201 });
    }
    if (typeof body["status"] === "string") order.status = body["status"];
    if (body["shipping"] !== undefined) order.shipping = body["shipping"] as Record<string, string>;
    return Response.json({ id: 7007, ...order });
  };
  return { state, fetch: fetch as typeof globalThis.fetch };
}
