/** Email Sending, its event subscriptions, and Email Routing of the stand-in. */
import type { Json, Route, State } from "./stand_in.ts";

export function mailRoutes(state: State): readonly Route[] {
  return [
    ["GET", /^\/zones\/([^/]+)\/email\/sending\/subdomains$/, (_, [zone]) => ({
      result: state.sending.filter(({ zone_id }) => zone_id === zone),
    })],
    ["POST", /^\/zones\/([^/]+)\/email\/sending\/subdomains$/, ({ body }, [zone]) => {
      // A zone whose DNS is Cloudflare's gets the records at once.
      const made = { tag: `sending-${state.next++}`, name: body.name, zone_id: zone!, enabled: true };
      state.sending.push(made);
      return { result: made };
    }],
    ["GET", /^\/zones\/[^/]+\/email\/sending\/subdomains\/([^/]+)\/dns$/, (_, [tag]) => {
      const { name } = state.sending.find((one) => one.tag === tag)!;
      return {
        result: [
          ...[1, 2, 3].map((at) => ({
            type: "MX",
            name: `cf-bounce.${name}`,
            content: `route${at}.mx.cloudflare.net`,
            priority: at * 10,
          })),
          { type: "TXT", name: `cf-bounce.${name}`, content: "v=spf1 include:_spf.mx.cloudflare.net ~all" },
          { type: "TXT", name: `cf-bounce._domainkey.${name}`, content: DKIM },
        ],
      };
    }],

    ["GET", /^\/accounts\/\w+\/event_subscriptions\/subscriptions$/, ({ query }) => ({
      result: Number(query.get("page") ?? 1) > 1 ? [] : state.subscriptions,
    })],
    ["POST", /^\/accounts\/\w+\/event_subscriptions\/subscriptions$/, ({ body }) => {
      if (state.subscriptions.some(({ source }) => source.domain === body.source.domain)) {
        return { status: 409, code: 10_300, message: "A subscription for this source exists" };
      }
      const made = { id: `subscription-${state.next++}`, ...body };
      state.subscriptions.push(made);
      return { result: made };
    }],
    ["PATCH", /^\/accounts\/\w+\/event_subscriptions\/subscriptions\/([^/]+)$/, ({ body }, [id]) => ({
      result: Object.assign(state.subscriptions.find((one: Json) => one.id === id), body),
    })],

    ["POST", /^\/zones\/[^/]+\/email\/routing\/dns$/, ({ body }) => {
      state.routed.add(body.name);
      return { result: { name: body.name, enabled: true, status: "ready" } };
    }],
    ["GET", /^\/zones\/([^/]+)\/email\/routing\/rules\/catch_all$/, (_, [zone]) => ({
      result: state.catch_all.get(zone!) ??
        { enabled: false, matchers: [{ type: "all" }], actions: [{ type: "drop" }] },
    })],
    ["PUT", /^\/zones\/([^/]+)\/email\/routing\/rules\/catch_all$/, ({ body }, [zone]) => {
      state.catch_all.set(zone!, body);
      return { result: body };
    }],
  ];
}

/** What onboarding shows as the key of `cf-bounce`. */
export const DKIM = `v=DKIM1; k=rsa; p=${await publicKey()}`;

async function publicKey(): Promise<string> {
  const algorithm = {
    name: "RSASSA-PKCS1-v1_5",
    modulusLength: 2048,
    publicExponent: new Uint8Array([1, 0, 1]),
    hash: "SHA-256",
  };
  const { publicKey } = await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as CryptoKeyPair;
  return new Uint8Array(await crypto.subtle.exportKey("spki", publicKey) as ArrayBuffer).toBase64();
}
