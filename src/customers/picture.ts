/** Removes camera metadata (place, time, device) from a picture that a customer sends. Pure. */

export interface Picture {
  readonly bytes: Uint8Array;
  readonly type: "image/jpeg" | "image/png" | "image/webp";
}

/**
 * Detects the type by the first bytes, since a browser's file name and type prove nothing; null unless it is a
 * complete picture of a supported type.
 */
export function readPicture(bytes: Uint8Array): Picture | null {
  const start = bytes.slice(0, 12).toHex();
  if (start.startsWith("ffd8ff")) return pictureOf("image/jpeg", jpegParts(bytes));
  if (start.startsWith("89504e470d0a1a0a")) return pictureOf("image/png", pngParts(bytes));
  if (/^52494646.{8}57454250$/.test(start)) return pictureOf("image/webp", webpParts(bytes));
  return null;
}

type Parts = readonly Uint8Array[] | null;

function pictureOf(type: Picture["type"], parts: Parts): Picture | null {
  return parts === null ? null : { type, bytes: joined(parts) };
}

/**
 * Kept segments by how their content begins: JFIF, colour profile, Adobe's colours. Exif, XMP, IPTC, embedded
 * pictures and everything else are left out.
 */
const JPEG_KEPT_SEGMENTS: Readonly<Record<number, string>> = {
  0xe0: "JFIF\0",
  0xe2: "ICC_PROFILE\0",
  0xee: "Adobe",
};
/** Bounds the segments; real cameras write some hundreds at most. */
const JPEG_PARTS_MAX = 10_000;
const SCAN = 0xda;
const END = 0xd9;

/**
 * https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1.1: marker, length with itself, content; after a scan's head its data. It ends with the
 * picture, since a telephone puts a film or a second picture with a place of its own behind it.
 */
function jpegParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const parts = [bytes.subarray(0, 2)];
  let has_scan = false;
  let is_turned = false;
  for (let at = 2; bytes[at] === 0xff && parts.length < JPEG_PARTS_MAX;) {
    while (bytes[at + 1] === 0xff) at++; // Skips fill bytes, of which any number may precede a marker.
    const marker = bytes[at + 1];
    if (marker === END) return has_scan ? [...parts, bytes.subarray(at, at + 2)] : null;
    if (marker === undefined || at + 4 > bytes.length || standsAlone(marker)) return null;
    const length = view.getUint16(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (length < 2 || segment.length < length - 2) return null;
    const end = marker === SCAN ? scanEnd(bytes, at + 2 + length) : at + 2 + length;
    if (marker === SCAN) has_scan = true;
    if (end === null) return null;
    if (isDrawn(marker) || (!has_scan && isKeptSegment(marker, segment))) parts.push(bytes.subarray(at, end));
    // Keeps the orientation: without it, pictures from phones lie on their side.
    else if (marker === 0xe1 && !has_scan && !is_turned) {
      const turned = orientation(segment);
      parts.push(...turned);
      is_turned = turned.length > 0;
    }
    at = end;
  }
  return null;
}

/** Returns whether the segment is needed to draw the picture: frame, table or scan. */
function isDrawn(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xdf;
}

function isKeptSegment(marker: number, segment: Uint8Array): boolean {
  const begins = JPEG_KEPT_SEGMENTS[marker];
  return begins !== undefined && String.fromCharCode(...segment.subarray(0, begins.length)) === begins;
}

/** Returns whether `marker` has no length; such a marker is not allowed between segments. */
function standsAlone(marker: number): boolean {
  return marker <= 0x01 || (marker >= 0xd0 && marker <= 0xd8);
}

/**
 * Returns the position of the marker after the scan's data, skipping stuffed FF, restart markers and fill bytes; null
 * where the data breaks off.
 */
function scanEnd(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next !== 0x00 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  return null;
}

/** Returns an Exif segment with only tag 0x0112 (orientation); empty where the picture needs no turning. */
function orientation(exif: Uint8Array): readonly Uint8Array[] {
  if (exif.length < 14 || exif.slice(0, 6).toHex() !== "457869660000") return [];
  const tiff = exif.subarray(6);
  const is_little = tiff[0] === 0x49;
  const view = viewOf(tiff);
  const directory = view.getUint32(4, is_little);
  if (directory + 2 > tiff.length) return [];
  const count = view.getUint16(directory, is_little);
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + index * 12;
    if (entry + 12 > tiff.length) return [];
    if (view.getUint16(entry, is_little) !== 0x0112) continue;
    const turned = view.getUint16(entry + 8, is_little);
    return turned >= 2 && turned <= 8 ? [exifOf(turned)] : [];
  }
  return [];
}

function exifOf(turned: number): Uint8Array {
  return Uint8Array.fromHex(
    `ffe10022457869660000` + `4d4d002a00000008` + `0001` + `0112000300000001000${turned}0000` + `00000000`,
  );
}

/** Chunks with text, time and Exif: https://www.w3.org/TR/png-3/#11Ancillary-chunks */
const PNG_LEFT_OUT: ReadonlySet<string> = new Set(["tEXt", "zTXt", "iTXt", "tIME", "eXIf"]);

function pngParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length;) {
    const name = nameAt(bytes, at + 4);
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return null;
    if (!PNG_LEFT_OUT.has(name)) parts.push(bytes.subarray(at, end));
    if (name === "IEND") return parts;
    at = end;
  }
  return null;
}

const WEBP_HAS_METADATA = 0b0000_1100;

/** https://developers.google.com/speed/webp/docs/riff_container: chunks of even length; the first one says which there are. */
function webpParts(bytes: Uint8Array): Parts {
  const view = viewOf(bytes);
  const chunks: Uint8Array[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const name = nameAt(bytes, at);
    const size = view.getUint32(at + 4, true);
    const end = at + 8 + size + size % 2;
    if (end > bytes.length) return null;
    const chunk = bytes.slice(at, end);
    if (name === "VP8X") chunk[8] = chunk[8]! & ~WEBP_HAS_METADATA;
    if (name !== "EXIF" && name !== "XMP ") chunks.push(chunk);
    at = end;
  }
  if (chunks.length === 0) return null;
  const head = bytes.slice(0, 12);
  viewOf(head).setUint32(4, 4 + chunks.reduce((sum, chunk) => sum + chunk.length, 0), true);
  return [head, ...chunks];
}

function nameAt(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
