/** Keeps in which language one of the shop's people reads the desk. */
import { updateLanguage } from "../../sql/people.ts";

export async function chooseDeskLanguage(
  db: D1Database,
  shop_id: string,
  person_id: string,
  language: string,
): Promise<void> {
  await updateLanguage(db, shop_id, person_id, language).run();
}
