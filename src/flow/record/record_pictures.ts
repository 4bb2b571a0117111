/** Keeps the pictures of a storefront's products, for orders that come later. Nothing is told to anybody. */
import { type PictureRow, upsertPictures } from "../../sql/product_pictures.ts";
import type { RecordPorts, Shop } from "../ports.ts";

/** The pictures of one verified webhook. */
export interface PicturesWebhook {
  readonly source: string;
  readonly pictures: readonly PictureRow[];
}

/** A picture that is known already, or older than what is known, changes nothing. */
export async function recordPictures(
  { db }: Pick<RecordPorts, "db">,
  shop: Shop,
  { source, pictures }: PicturesWebhook,
): Promise<"recorded" | "duplicate"> {
  const { meta } = await upsertPictures(db, shop.id, source, pictures).run();
  return meta.changes > 0 ? "recorded" : "duplicate";
}
