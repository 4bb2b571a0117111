/**
 * A Shopify store for tests: its GraphQL Admin API, run by graphql-js on the types that Shopify publishes, and the
 * end of its OAuth where a code becomes a token. Orders are given as their webhooks.
 */
import { buildSchema, graphql } from "graphql";
import { adminOrder, connection, type WebhookOrder } from "./shopify_admin_order.ts";
import { ADMIN_API } from "./shopify_schema.ts";

const SCHEMA = buildSchema(ADMIN_API);

export interface Subscription {
  readonly id: string;
  readonly topic: string;
  readonly uri: string;
  readonly format: string;
}

export interface StoreState {
  domain: string;
  client_id: string;
  client_secret: string;
  /** Codes that are still good. */
  codes: Set<string>;
  /** Access tokens that are valid. */
  tokens: Set<string>;
  refresh_tokens: Set<string>;
  /** Whether tokens expire, as those of public apps do. */
  expiring: boolean;
  scopes: string[];
  /** Scopes whose fields are denied: null in `data`, and an error. */
  denied: Set<string>;
  subscriptions: Subscription[];
  orders: WebhookOrder[];
  /** Questions that the store still has points for. */
  points: number;
  /** Code by which a cancellation is refused, or null. */
  cancel_refusal: string | null;
  /** Returns as the API holds them. */
  returns: StoreReturn[];
  /** Code by which a decision about a return is refused, or null. */
  return_refusal: string | null;
  /** Inputs of the decisions that were made about returns. */
  decided: Record<string, unknown>[];
  /** Whether the job of a cancellation has ended. */
  job_done: boolean;
  /** Ids of the orders that were cancelled, and what orders were changed to. */
  cancelled: string[];
  updated: Record<string, unknown>[];
}

export interface AskedOfStore {
  readonly url: URL;
  readonly method: string;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Opens a store with one valid token, `shpat_1`; `fetch` answers as the store's host does. */
export function openStore(given: Partial<StoreState> = {}) {
  const store: StoreState = {
    domain: "kontor.myshopify.com",
    client_id: "client",
    client_secret: "shpss_secret",
    codes: new Set(),
    tokens: new Set(["shpat_1"]),
    refresh_tokens: new Set(),
    expiring: false,
    scopes: [
      "read_orders",
      "read_returns",
      "read_fulfillments",
      "read_shopify_payments_disputes",
      "read_payment_terms",
      "read_products",
    ],
    denied: new Set(),
    subscriptions: [],
    orders: [],
    points: Infinity,
    cancel_refusal: null,
    returns: [],
    return_refusal: null,
    decided: [],
    job_done: false,
    cancelled: [],
    updated: [],
    ...given,
  };
  const asked: AskedOfStore[] = [];
  let made = 0;
  const known = new Map<WebhookOrder, ReturnType<typeof adminOrder>>();

  /** All orders as the API holds them. */
  function orders() {
    return store.orders.map((order) => {
      const found = known.get(order) ?? adminOrder(order, store.denied);
      known.set(order, found);
      return found;
    });
  }

  function token(): Response {
    const access_token = `shpat_made_${++made}`;
    store.tokens.add(access_token);
    const scope = store.scopes.join(",");
    if (!store.expiring) return Response.json({ access_token, scope });
    const refresh_token = `shprt_${made}`;
    store.refresh_tokens.add(refresh_token);
    return Response.json({
      access_token,
      scope,
      expires_in: 3_600,
      refresh_token,
      refresh_token_expires_in: 7_776_000,
    });
  }

  function grant(body: Readonly<Record<string, string>>): Response {
    const is_app = body["client_id"] === store.client_id && body["client_secret"] === store.client_secret;
    if (!is_app) return Response.json({ error: "invalid_client" }, { status: 401 });
    if (body["grant_type"] === "refresh_token") {
      return store.refresh_tokens.delete(body["refresh_token"]!)
        ? token()
        : Response.json({ error: "invalid_request" }, { status: 400 });
    }
    return store.codes.delete(body["code"]!)
      ? token()
      : Response.json({ error: "invalid_request" }, { status: 400 });
  }

  function decide(input: DecisionInput["input"], status: StoreReturn["status"]) {
    const found = store.returns.find(({ id }) => id === input.id);
    const code = store.return_refusal ?? (found === undefined ? "NOT_FOUND" : null);
    if (code !== null) return { return: null, userErrors: [{ code, message: "Ada's return is worn" }] };
    store.decided.push({ ...input });
    found!.status = status;
    return { return: adminReturn(found!), userErrors: [] };
  }

  const root = {
    orders: ({ first, after, query }: { first: number; after: string | null; query: string }) => {
      const since = /^updated_at:>='([^']+)'$/.exec(query)?.[1];
      if (since === undefined) throw new Error("Invalid search query");
      if (after !== null && !/^\d+$/.test(after)) {
        throw new Error("Invalid cursor for current pagination sort.");
      }
      const changed = orders().filter(({ updatedAt }) => Date.parse(updatedAt!) >= Date.parse(since))
        .toSorted((a, b) => Date.parse(a.updatedAt!) - Date.parse(b.updatedAt!));
      return connection(changed)({ first, after });
    },
    order: ({ id }: { id: string }) => orders().find((one) => one.id === id) ?? null,
    fulfillment: ({ id }: { id: string }) =>
      orders().flatMap((order) => order.fulfillments()).find((one) => one.id === id) ?? null,
    refund: ({ id }: { id: string }) =>
      orders().flatMap((order) => order.refunds()).find((one) => one.id === id) ?? null,
    job: ({ id }: { id: string }) =>
      id === "gid://shopify/Job/1" && store.cancelled.length > 0 ? { id, done: store.job_done } : null,
    orderCancel: ({ orderId }: { orderId: string }) => {
      const refusal = store.cancel_refusal;
      if (refusal !== null) {
        return {
          job: null,
          orderCancelUserErrors: [{ code: refusal, message: "Ada's order cannot be cancelled" }],
        };
      }
      store.cancelled.push(orderId);
      return { job: { id: "gid://shopify/Job/1", done: false }, orderCancelUserErrors: [] };
    },
    return: ({ id }: { id: string }) => {
      const found = store.returns.find((one) => one.id === id);
      return found === undefined ? null : adminReturn(found);
    },
    returnApproveRequest: ({ input }: DecisionInput) => decide(input, "OPEN"),
    returnDeclineRequest: ({ input }: DecisionInput) => decide(input, "DECLINED"),
    orderUpdate: ({ input }: { input: Record<string, unknown> }) => {
      store.updated.push(input);
      return { order: null, userErrors: [] };
    },
    shop: () => ({ id: "gid://shopify/Shop/1" }),
    webhookSubscriptions: ({ first, after }: { first: number; after: string | null }) =>
      connection(store.subscriptions)({ first, after }),
    currentAppInstallation: () => ({ accessScopes: store.scopes.map((handle) => ({ handle })) }),
    webhookSubscriptionCreate: (
      { topic, webhookSubscription: { uri, format } }: {
        topic: string;
        webhookSubscription: { uri: string; format: string };
      },
    ) => {
      const scope = SCOPES.find(([name]) => topic.startsWith(name))?.[1];
      const refusals = [
        store.subscriptions.some((one) => one.topic === topic && one.uri === uri)
          ? "Address for this topic has already been taken"
          : null,
        scope !== undefined && !store.scopes.includes(scope)
          ? `This app is not approved to subscribe to ${topic}`
          : null,
        uri.startsWith("https://") ? null : "Address protocol http:// is not supported",
      ].filter((message) => message !== null);
      if (refusals.length > 0) {
        return { userErrors: refusals.map((message) => ({ message })), webhookSubscription: null };
      }
      const id = `gid://shopify/WebhookSubscription/${++made}`;
      store.subscriptions.push({ id, topic, uri, format });
      return { userErrors: [], webhookSubscription: { id } };
    },
    webhookSubscriptionDelete: ({ id }: { id: string }) => {
      store.subscriptions = store.subscriptions.filter((one) => one.id !== id);
      return { userErrors: [], deletedWebhookSubscriptionId: id };
    },
  };

  async function fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    const request = new Request(input instanceof URL ? input.href : input, init);
    const url = new URL(request.url);
    const body = request.method === "POST" ? await request.json<Record<string, unknown>>() : null;
    asked.push({ url, method: request.method, headers: request.headers, body });
    if (url.host !== store.domain || request.method !== "POST" || body === null) {
      return new Response(null, { status: 404 });
    }
    if (url.pathname === "/admin/oauth/access_token") return grant(body as Record<string, string>);
    if (!/^\/admin\/api\/\d{4}-\d{2}\/graphql\.json$/.test(url.pathname)) {
      return new Response(null, { status: 404 });
    }
    if (!store.tokens.has(request.headers.get("x-shopify-access-token") ?? "")) {
      return Response.json({ errors: "[API] Invalid API key or access token" }, { status: 401 });
    }
    if (store.points-- <= 0) {
      return Response.json({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }] });
    }
    const { query, variables } = body as { query: string; variables: Record<string, unknown> };
    const result = await graphql({
      schema: SCHEMA,
      source: query,
      rootValue: root,
      variableValues: variables,
    });
    return Response.json(result);
  }

  return { store, asked, fetch };
}

interface DecisionInput {
  readonly input: Readonly<Record<string, unknown>> & { readonly id: string };
}

/** A return of the store. */
export interface StoreReturn {
  readonly id: string;
  /** `gid://shopify/Order/…` */
  readonly order: string;
  status: "REQUESTED" | "OPEN" | "DECLINED" | "CANCELED" | "CLOSED";
  readonly lines: readonly { readonly line: string; readonly quantity: number; readonly note?: string }[];
}

function adminReturn({ id, order, status, lines }: StoreReturn) {
  return {
    id,
    status,
    order: { id: order },
    decline: null,
    returnLineItems: {
      nodes: lines.map(({ line, quantity, note }) => ({
        __typename: "ReturnLineItem",
        quantity,
        customerNote: note ?? null,
        returnReasonNote: "",
        fulfillmentLineItem: { lineItem: { id: line } },
      })),
    },
  };
}

/** Scope that a topic needs, by the beginning of its name. */
const SCOPES: readonly (readonly [string, string])[] = [
  ["ORDERS", "read_orders"],
  ["REFUNDS", "read_orders"],
  ["RETURNS", "read_returns"],
  ["FULFILLMENT", "read_fulfillments"],
  ["DISPUTES", "read_shopify_payments_disputes"],
  ["INVENTORY", "read_inventory"],
  ["PRODUCTS", "read_products"],
];
