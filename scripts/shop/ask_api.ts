/** Asks the API of a shop with the shop's own token: of the running dev, or of the deployed Worker. */
import { Misused } from "../misused.ts";
import { opened, rowOf, surroundingsOf } from "./surroundings.ts";

export type Ask = (
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
) => Promise<Answer>;

export interface Answer {
  readonly status: number;
  readonly json: Readonly<Record<string, unknown>>;
}

/** Throws where the shop has no token; each answer of 400 and more but 409 throws with what it says. */
export async function askApi(
  shop: string,
  { remote, env }: { readonly remote: boolean; readonly env: string },
): Promise<Ask> {
  const { run, keyed } = await surroundingsOf(remote, env);
  const row = await rowOf(run, shop);
  if (row === null) throw new Misused(`There is no shop ${shop}`);
  const { ring, public_url } = await keyed();
  const [token] = (await opened(row, ring))["api"] ?? [];
  if (token === undefined) {
    throw new Misused(`Shop ${shop} must have a token: deno task shop rotate ${shop} --source api`);
  }
  return async (method, path, body) => {
    const answer = await fetch(`${public_url}/api/shops/${shop}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const json = await answer.json() as Answer["json"];
    if (answer.status >= 400 && answer.status !== 409) throw new Error(String(json.message ?? answer.status));
    return { status: answer.status, json };
  };
}
