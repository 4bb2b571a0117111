/** Seals the place where a page of a list ended, since addresses are logged and the place may name a customer. */
import { seal, sealingKey, unseal } from "../sealed.ts";
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
    await sealingKey(config.sealing_key),
    JSON.stringify(at),
    `cursor/${shop_id}/${list}`,
    nonce,
  );
  return sealed.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
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
    const plain = await unseal(await sealingKey(config.sealing_key), base64, `cursor/${shop_id}/${list}`);
    const at = JSON.parse(plain) as readonly string[];
    return at.length === parts ? at : null;
  } catch {
    return null; // A cursor that was not made here, or for another list, opens nothing.
  }
}
