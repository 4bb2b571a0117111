/** Rotates the secret of a sender: the new one stands beside the old one until somebody drops that. No secret is ever told but one that was just made. */
import { secretBytes } from "../../flow/connect/change_secrets.ts";
import { changeSenderSecrets } from "../../flow/connect/senders.ts";
import type { Shop } from "../../flow/ports.ts";
import { err, ok, type Result } from "../../result.ts";
import { SOURCE_NAMES } from "../../sources/table.ts";
import { KEYS_MAX } from "../../sources/verify/signature.ts";
import type { Ports } from "../ports.ts";
import { checkedSecret, isInAddress, madeSecret, withoutOld, withSecret } from "./secret_rules.ts";

export type SenderName = (typeof SOURCE_NAMES)[number];
export const SENDER_NAMES: readonly SenderName[] = SOURCE_NAMES;

const SECRET_BYTES = 32;

export function senderIn(name: string | undefined): SenderName | null {
  return SOURCE_NAMES.find((one) => one === name) ?? null;
}

/** The address that the sender posts to; that of senders that sign nothing ends with the secret, which stands for itself. */
export function senderAddress(
  { public_url }: Pick<Ports, "public_url">,
  shop_id: string,
  source: SenderName,
): string {
  return `${public_url}/hooks/${shop_id}/${source}${isInAddress(source) ? "?token=…" : ""}`;
}

/** Whether Waybill makes this sender's secrets; the others' are made by the sender. */
export function isMadeHere(source: SenderName): boolean {
  return madeSecret(source, new Uint8Array(SECRET_BYTES)) !== null;
}

export type RotationRefusal = "invalid" | "too_many" | "not_made_here";

/**
 * Adds `secret`, or one that is made here; returns the made one, otherwise null. The others stay valid. With `request`, the id of
 * a form, the same request makes the same secret: of two clicks the second shows what the first has made.
 */
export async function rotateSecret(
  ports: Ports,
  shop: Shop,
  source: SenderName,
  secret: string | null,
  request?: string,
): Promise<Result<string | null, RotationRefusal>> {
  const made = secret === null
    ? madeSecret(source, await secretBytes(ports, ["secret of a sender", shop.id, source], request))
    : null;
  const given = secret ?? made;
  if (given === null) return err("not_made_here", `must be given, as ${source} makes its own`);
  const checked = checkedSecret(source, given);
  if (!checked.ok) return checked;
  if ((shop.secrets[source] ?? []).filter((known) => known !== given).length >= KEYS_MAX) {
    return err("too_many", `must not be the ${KEYS_MAX + 1}th that is live: drop the old ones first`);
  }
  await changeSenderSecrets(ports, shop.id, source, (secrets) => {
    const changed = withSecret(secrets, source, given);
    // Another rotation took the last place in this moment.
    if (!changed.ok) throw new Error(changed.message);
    return changed.value;
  });
  return ok(made);
}

/** Keeps the newest secret of each form alone. */
export async function dropOldSecrets(ports: Ports, shop: Shop, source: SenderName): Promise<void> {
  await changeSenderSecrets(ports, shop.id, source, (secrets) => withoutOld(secrets, source));
}
