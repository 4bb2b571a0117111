/** Reads a label that the shop's people upload: a complete PDF, PNG or JPEG by its own bytes; no file name or claimed type counts. Pure. */
import type { LabelFile } from "../orders/event.ts";
import { readPicture } from "./picture.ts";

export interface Label {
  readonly bytes: Uint8Array;
  readonly type: LabelFile["type"];
}

/** Largest label, in bytes: real ones have some hundred kilobytes. */
export const LABEL_MAX_BYTES = 5_000_000;
/** Readers look for the end of a PDF in so many bytes: ISO 32000-1, annex H, note 18. */
const END_WITHIN_BYTES = 1_024;

/** Returns null for any other file, for one that is cut off, and for one that is too large. */
export function readLabel(bytes: Uint8Array): Label | null {
  if (bytes.length === 0 || bytes.length > LABEL_MAX_BYTES) return null;
  if (latin(bytes.subarray(0, 5)) === "%PDF-") {
    return latin(bytes.subarray(-END_WITHIN_BYTES)).includes("%%EOF")
      ? { bytes, type: "application/pdf" }
      : null;
  }
  const picture = readPicture(bytes);
  return picture === null || picture.type === "image/webp"
    ? null
    : { bytes: picture.bytes, type: picture.type };
}

function latin(bytes: Uint8Array): string {
  return new TextDecoder("latin1").decode(bytes);
}
