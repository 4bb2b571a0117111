/** Says whether an address is the shop's: tests go to nobody else. */
import type { Shop } from "../flow/ports.ts";
import { selectPersonByEmail } from "../sql/people.ts";

/** Support, alerts, or one of the shop's people. */
export async function isOwnAddress(
  { db }: { readonly db: D1Database },
  { id, settings: { support_email, alerts_email } }: Shop,
  address: string,
): Promise<boolean> {
  const email = address.toLowerCase();
  return [support_email, alerts_email].some((own) => own?.toLowerCase() === email) ||
    (await selectPersonByEmail(db, id, email).all()).results.length > 0;
}
