/** Stands for Waybill: answers as it is told, remembers what it was sent, and holds each delivery to the rules of its door. */
import { Webhook } from "standardwebhooks";

export const SECRET = "whsec_d2F5YmlsbC1jbGllbnQtdGVzdHMtc2VjcmV0LTAx";
export const URL_OF_SHOP = "https://waybill.example/hooks/kontor/standard";

export interface Delivered {
  readonly id: string;
  readonly body: { readonly type: string; readonly data: { readonly order_id?: string } };
}

export type Answer = (delivered: Delivered) => Response | Promise<Response>;

export interface WaybillFake {
  readonly fetch: typeof globalThis.fetch;
  /** What was taken, in the order of arrival, repeats included. */
  readonly taken: Delivered[];
  /** All tries. */
  tries: number;
  answer: Answer;
}

export const taking: Answer = () => new Response('{"accepted":true}', { status: 202 });
export const unreachable: Answer = () => {
  throw Object.assign(new TypeError("fetch failed"), { cause: { code: "ECONNREFUSED" } });
};
export const answering = (status: number, headers: Record<string, string> = {}): Answer => () =>
  new Response("no", { status, headers });

/** `now_ms` is asked for at each delivery, since signatures hold for five minutes. */
export function waybillFake(): WaybillFake {
  const fake: WaybillFake = {
    taken: [],
    tries: 0,
    answer: taking,
    fetch: async (input, init) => {
      const request = new Request(input as string, init as RequestInit);
      fake.tries += 1;
      if (request.url !== URL_OF_SHOP) throw new Error(`Posted to ${request.url}`);
      const text = await request.text();
      const headers = Object.fromEntries(request.headers);
      // Throws unless the signature is right.
      const body = new Webhook(SECRET).verify(text, {
        ...headers,
        "webhook-timestamp": headers["webhook-timestamp"]!,
      }) as Delivered["body"];
      const delivered = { id: headers["webhook-id"]!, body };
      const response = await fake.answer(delivered);
      if (response.ok) fake.taken.push(delivered);
      return response;
    },
  };
  return fake;
}
