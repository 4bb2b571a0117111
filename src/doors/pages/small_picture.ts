/** Makes large pictures of products small, where the Worker is bound to Cloudflare Images. */
import { type Picture, readPicture } from "../../customers/picture.ts";
import { PICTURE_WIDTH_PX } from "../../values/picture_source.ts";
import { logFailure } from "../log.ts";

/** A picture of the right size has less. */
const LEAN_BYTES = 60_000;

/** Returns the picture as it came where it is small, where nothing is bound, and where it cannot be made small. */
export async function madeSmall(images: ImagesBinding | undefined, picture: Picture): Promise<Picture> {
  if (images === undefined || picture.bytes.byteLength <= LEAN_BYTES) return picture;
  try {
    const made = await images.input(new Blob([Uint8Array.from(picture.bytes)]).stream())
      .transform({ width: PICTURE_WIDTH_PX, height: PICTURE_WIDTH_PX, fit: "scale-down" })
      // Outlook for Windows shows no WebP; a PNG may be transparent.
      .output({ format: picture.type === "image/png" ? "image/png" : "image/jpeg" });
    const small = readPicture(new Uint8Array(await made.response().arrayBuffer()));
    if (small !== null) return small;
  } catch (error) {
    logFailure("picture_not_made_small", {}, error);
  }
  return picture;
}
