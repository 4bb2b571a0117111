/** Seals the place where a page of a list ended, since addresses are logged and the place may name a customer. */
import { seal, sealingRing, unseal } from "../sealed.ts";
import type { Ports } from "./ports.ts";

const CURSOR_MAX = 2_000;

type Keys = Pick<Ports, "config">;

export async function sealCursor(
  { config }: Keys,
  shop_id: string,
  list: string,
  at: readonly string[],
): Promise<string> {
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await seal(
    await sealingRing(config.sealing_keys),
    JSON.stringify(at),
    `cursor/${shop_id}/${list}`,
    nonce,
  );
  // Without the name of its key, each of the ring is tried: a cursor lives for minutes.
  return sealed.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "").replace(/^\d+:/, "");
}

/** Returns the parts of a cursor; null where it was not sealed for this list of this shop. */
export async function openCursor(
  { config }: Keys,
  shop_id: string,
  list: string,
  cursor: string,
  parts: number,
): Promise<readonly string[] | null> {
  if (!/^[\w-]+$/.test(cursor) || cursor.length > CURSOR_MAX) return null;
  const base64 = cursor.replaceAll("-", "+").replaceAll("_", "/");
  try {
    const plain = await unseal(await sealingRing(config.sealing_keys), base64, `cursor/${shop_id}/${list}`);
    const at = JSON.parse(plain) as readonly string[];
    return at.length === parts ? at : null;
  } catch {
    return null; // A cursor that was not made here, or for another list, opens nothing.
  }
}
