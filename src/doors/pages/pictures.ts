/**
 * Serves the pictures of products from Waybill's own origin: from the bucket, or once from the storefront. The address is signed,
 * so only pictures of orders are fetched. Whoever cannot be had is a transparent pixel, which leaves a plain square.
 */
import type { Context } from "hono";
import { type Picture, readPicture } from "../../customers/picture.ts";
import { openPicture } from "../../links/picture_link.ts";
import { sizesOf } from "../../values/picture_source.ts";
import { isPublicAddress } from "../../values/public_address.ts";
import { readBounded } from "../body.ts";
import { madeSmall } from "./small_picture.ts";
import type { WaybillHono } from "../hono.ts";
import { type Ports, portsOf } from "../ports.ts";

/** A product's picture as a page shows it has a few ten kilobytes; this bounds one that nobody sized. */
const PICTURE_MAX_BYTES = 1_500_000;
/** Bounds one that is made small here. */
const TO_SIZE_MAX_BYTES = 10_000_000;
const TIMEOUT_MS = 5_000;
const REDIRECTS_MAX = 3;
/** How long a picture that could not be had is not asked for again. */
const MISSING_MS = 86_400_000;
const KEPT = "public, max-age=31536000, immutable";
const MISSING = "public, max-age=3600";
/** A transparent PNG of one pixel. */
const PIXEL = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
);

interface Shown {
  readonly bytes: Uint8Array<ArrayBuffer> | ReadableStream;
  readonly type: string;
}

export async function showPicture(context: Context<WaybillHono>): Promise<Response> {
  const ports = portsOf(context.env);
  const url = await openPicture(ports.link_keys, context.req.param("token") ?? "", ports.clock());
  if (url === null) return answer(null, 404);
  return answer(await pictureOf(ports, url), 200);
}

function answer(shown: Shown | null, status: 200 | 404): Response {
  return new Response(shown?.bytes ?? PIXEL, {
    status,
    headers: headersOf(status, shown),
  });
}

function headersOf(status: 200 | 404, shown: Shown | null): Record<string, string> {
  return {
    "Content-Type": shown?.type ?? "image/png",
    "Cache-Control": status === 404 ? "no-store" : shown === null ? MISSING : KEPT,
    // The bytes are a stranger's: shown as the picture that they are, or as nothing.
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
}

async function pictureOf(ports: Ports, url: string): Promise<Shown | null> {
  const key = `pictures/${await nameOf(url)}`;
  const kept = await ports.archive.get(key);
  if (kept !== null && kept.size > 0) {
    return { bytes: kept.body, type: kept.httpMetadata?.contentType ?? "image/png" };
  }
  if (kept !== null && ports.clock() - kept.uploaded.getTime() < MISSING_MS) return null;
  const found = await firstOf(
    ports.ways.fetch,
    sizesOf(url),
    ports.images === undefined ? PICTURE_MAX_BYTES : TO_SIZE_MAX_BYTES,
  );
  const fetched = found === null ? null : await madeSmall(ports.images, found);
  // An empty object says that the picture cannot be had.
  await ports.archive.put(key, fetched?.bytes ?? new Uint8Array(), {
    httpMetadata: { contentType: fetched?.type ?? "application/octet-stream" },
  });
  return fetched === null ? null : { bytes: Uint8Array.from(fetched.bytes), type: fetched.type };
}

async function firstOf(
  fetch: typeof globalThis.fetch,
  urls: readonly string[],
  max_bytes: number,
): Promise<Picture | null> {
  for (const url of urls) {
    const bytes = await bytesAt(fetch, new URL(url), max_bytes);
    // The type is what the bytes are: what the storefront calls them proves nothing.
    const picture = bytes === null ? null : readPicture(bytes);
    if (picture !== null) return picture;
  }
  return null;
}

/** Fetches without credentials and follows redirects to public hosts alone; null where no bytes within the bounds came. */
async function bytesAt(
  fetch: typeof globalThis.fetch,
  first: URL,
  max_bytes: number,
): Promise<Uint8Array | null> {
  let url = first;
  try {
    for (let hop = 0; hop <= REDIRECTS_MAX; hop++) {
      if (!isPublicAddress(url)) return null;
      const response = await fetch(url, {
        // No WebP where the storefront has another: Outlook for Windows shows none.
        headers: { accept: "image/jpeg,image/png;q=0.9,image/webp;q=0.1" },
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      const to = response.headers.get("location");
      if (response.status >= 300 && response.status < 400 && to !== null) {
        await response.body?.cancel();
        url = new URL(to, url);
        continue;
      }
      if (response.status !== 200) {
        await response.body?.cancel();
        return null;
      }
      return await readBounded(response, max_bytes);
    }
  } catch {
    // Away, too slow, or no address: asked again a day later.
  }
  return null;
}

async function nameOf(url: string): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(url))).toHex();
}
