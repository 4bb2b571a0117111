/** Says of what type a file is by its first bytes: the sender's own words prove nothing. Pure. */

const UNKNOWN = "application/octet-stream";
const START_BYTES = 16;

/** First bytes in hexadecimal; two dots stand for any byte. */
const SIGNS: readonly (readonly [RegExp, string])[] = [
  [/^ffd8ff/, "image/jpeg"],
  [/^89504e470d0a1a0a/, "image/png"],
  [/^47494638(?:37|39)61/, "image/gif"],
  [/^52494646.{8}57454250/, "image/webp"],
  // ISO media: a size, "ftyp", the brand.
  [/^.{8}66747970(?:68656963|68656978|6865696d|68656973|6d696631|6d736631)/, "image/heic"],
  [/^.{8}6674797061766966/, "image/avif"],
  [/^.{8}667479707174/, "video/quicktime"],
  [/^.{8}66747970/, "video/mp4"],
  [/^255044462d/, "application/pdf"],
  [/^504b0304/, "application/zip"],
  [/^d0cf11e0/, "application/x-ole-storage"],
  // TNEF: Outlook's winmail.dat.
  [/^789f3e22/, "application/ms-tnef"],
  [/^1f8b/, "application/gzip"],
  [/^4d5a/, "application/x-msdownload"],
];

/** Returns the type; `claimed` counts only for plain text, calendars and attached mails, whose bytes have no sign. */
export function fileType(content: Uint8Array, claimed: string): string {
  const start = content.slice(0, START_BYTES).toHex();
  const found = SIGNS.find(([sign]) => sign.test(start));
  if (found !== undefined) return found[1];
  const base = /^[\w.+-]{1,60}\/[\w.+-]{1,60}/.exec(claimed.toLowerCase())?.[0] ?? "";
  return ["text/plain", "text/calendar", "text/csv", "message/rfc822"].includes(base) ? base : UNKNOWN;
}
