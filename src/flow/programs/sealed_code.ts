/** Keeps a program's code sealed while it waits in the ledger: whoever reads the database cannot sign in with it. It leaves with the mail. */
import { seal, type SealingKey, sealingRing, unseal } from "../../sealed.ts";
import { keyText, type MessageKey } from "../../messages/message.ts";

export interface SealPorts {
  readonly sealing_keys: readonly SealingKey[];
}

const NONCE_BYTES = 12;

/** Bound to its mail: a sealed code opens in no other. */
export async function sealCode(
  { sealing_keys, random }: SealPorts & { readonly random: (count: number) => Uint8Array },
  key: MessageKey,
  code: string,
): Promise<string> {
  const nonce = new Uint8Array(random(NONCE_BYTES));
  return await seal(await sealingRing(sealing_keys), code, boundTo(key), nonce);
}

/** Throws where no key of the ring sealed it. */
export async function openCode(
  { sealing_keys }: SealPorts,
  key: MessageKey,
  sealed: string,
): Promise<string> {
  return await unseal(await sealingRing(sealing_keys), sealed, boundTo(key));
}

function boundTo(key: MessageKey): string {
  return `code/${keyText(key)}`;
}
