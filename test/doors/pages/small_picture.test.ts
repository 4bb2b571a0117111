/** Large pictures are made small once by Cloudflare Images, where the Worker is bound to it. */
import { describe, expect, test, vi } from "vitest";
import { readPicture } from "../../../src/customers/picture.ts";
import { madeSmall } from "../../../src/doors/pages/small_picture.ts";

const PIXEL = Uint8Array.fromBase64(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
);

/** A PNG with so many bytes of drawing: signature and head are the pixel's. */
function png(drawn: number): Uint8Array<ArrayBuffer> {
  const chunk = (name: string, length: number) => {
    const bytes = new Uint8Array(12 + length);
    new DataView(bytes.buffer).setUint32(0, length);
    bytes.set(new TextEncoder().encode(name), 4);
    return bytes;
  };
  const parts = [PIXEL.subarray(0, 33), chunk("IDAT", drawn), chunk("IEND", 0)];
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

const large = readPicture(png(70_000))!;

/** Cloudflare Images, which answers with `bytes`; and what it was asked for. */
function images(bytes: Uint8Array<ArrayBuffer>) {
  const asked: unknown[] = [];
  const binding = {
    input: () => ({
      transform: (how: unknown) => ({
        output: (as: unknown) => {
          asked.push(how, as);
          return Promise.resolve({ response: () => new Response(bytes) });
        },
      }),
    }),
  };
  return { asked, binding: binding as unknown as ImagesBinding };
}

describe("a picture of a product", () => {
  test("that is large is made small, twice as wide as its largest place, and no WebP", async () => {
    const { asked, binding } = images(png(10));
    expect((await madeSmall(binding, large)).bytes.byteLength).toBeLessThan(200);
    expect(asked).toEqual([{ width: 256, height: 256, fit: "scale-down" }, { format: "image/png" }]);
    await madeSmall(binding, { ...large, type: "image/webp" });
    expect(asked.at(-1)).toEqual({ format: "image/jpeg" });
  });

  test("that is small already costs no transformation", async () => {
    const { asked, binding } = images(png(10));
    const small = readPicture(png(1_000))!;
    expect(await madeSmall(binding, small)).toBe(small);
    expect(asked).toEqual([]);
  });

  test("is served as it came where nothing is bound, and where the answer is no picture or an error, which is logged", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(await madeSmall(undefined, large)).toBe(large);
    expect(await madeSmall(images(Uint8Array.from([110, 111])).binding, large)).toBe(large);
    expect(logged).not.toHaveBeenCalled();
    const broken = {
      input: () => {
        throw new Error("9422: quota");
      },
    } as unknown as ImagesBinding;
    expect(await madeSmall(broken, large)).toBe(large);
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });
});
