/**
 * Decides from where a product's picture may be fetched, and in which size. It names public hosts over https alone, so that
 * nobody can have Waybill ask its own network. Pure.
 */

/** Width in pixels: twice the largest place of a picture in a mail or on a page. */
export const PICTURE_WIDTH_PX = 256;

/**
 * Returns the addresses to try, the smallest first: the storefront's own sized variant where its pattern is known, then the
 * picture itself. Nothing is resized here.
 */
export function sizesOf(image_url: string): readonly string[] {
  const url = new URL(image_url);
  const sized = sizedVariant(url);
  return sized === null || sized === image_url ? [image_url] : [sized, image_url];
}

function sizedVariant(url: URL): string | null {
  // https://shopify.dev/docs/api/liquid/filters/image_url: the CDN scales by `width`.
  if (url.hostname === "cdn.shopify.com" || url.pathname.startsWith("/cdn/shop/")) {
    const sized = new URL(url);
    sized.searchParams.set("width", String(PICTURE_WIDTH_PX));
    return sized.href;
  }
  // https://developer.bigcommerce.com/docs/storefront/stencil/themes/context/image-cdn: `/stencil/<size>/`.
  if (/\.bigcommerce\.com$/.test(url.hostname) && /\/stencil\/[^/]+\//.test(url.pathname)) {
    const sized = new URL(url);
    sized.pathname = url.pathname.replace(/\/stencil\/[^/]+\//, `/stencil/${PICTURE_WIDTH_PX}w/`);
    return sized.href;
  }
  // WooCommerce keeps a square thumbnail of 300 pixels beside each upload, where the shop did not choose another size.
  const upload = /^(.*\/wp-content\/uploads\/.*?)(?:-\d+x\d+)?(\.(?:jpe?g|png|webp))$/i.exec(url.pathname);
  if (upload === null) return null;
  const sized = new URL(url);
  sized.pathname = `${upload[1]}-300x300${upload[2]}`;
  return sized.href;
}
