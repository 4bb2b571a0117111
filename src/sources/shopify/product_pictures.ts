/**
 * Reads the pictures in a webhook about a product: its own, and those of variants that have another. A part that does not fit is
 * left out; the product then has no picture here, and its stock is read all the same.
 */
import * as v from "valibot";
import { Line } from "../../orders/event.ts";
import { Instant } from "../../values/schemas.ts";
import { fitting, helpful, list, PlainId } from "../read/fields.ts";
import type { ProductPicture } from "../source.ts";

const Image = v.object({ id: helpful(PlainId), src: v.nullish(v.unknown()) });
const Product = v.object({
  id: PlainId,
  updated_at: Instant,
  image: helpful(Image),
  images: list(helpful(Image)),
  variants: list(helpful(v.object({ id: PlainId, image_id: helpful(PlainId) }))),
});
const VARIANTS_MAX = 250;

/** Returns the product's picture, `null` where it has none, and its variants' own; empty where the body is no product. */
export function readProductPictures(json: unknown): readonly ProductPicture[] {
  const read = v.safeParse(Product, json);
  if (!read.success) return [];
  const { id, updated_at: at, image, images, variants } = read.output;
  const addresses = new Map(
    images.flatMap((one) => one?.id === undefined ? [] : [[one.id, addressOf(one.src)] as const]),
  );
  const of_variants = variants.flatMap((variant) => {
    if (variant === undefined) return [];
    const url = variant.image_id === undefined ? undefined : addresses.get(variant.image_id);
    return url === undefined ? [] : [{ item: `variant/${variant.id}`, url, at }];
  });
  return [
    { item: `product/${id}`, url: addressOf(image?.src) ?? addressOf(images[0]?.src) ?? null, at },
    ...of_variants.slice(0, VARIANTS_MAX),
  ];
}

/** Names under which the picture of a line may be known: the variant's own first. */
export function itemsOf({ product_id, variant_id }: {
  readonly product_id?: string | undefined;
  readonly variant_id?: string | undefined;
}): readonly string[] {
  return [
    ...(variant_id === undefined ? [] : [`variant/${variant_id}`]),
    ...(product_id === undefined ? [] : [`product/${product_id}`]),
  ];
}

/** Shopify writes its own pictures as `//cdn…`. */
function addressOf(src: unknown): string | undefined {
  return typeof src === "string"
    ? fitting(Line.entries.image_url, src.replace(/^\/\//, "https://"))
    : undefined;
}
