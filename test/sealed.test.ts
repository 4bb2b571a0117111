import { describe, expect, test } from "vitest";
import { readSealingKeys, seal, sealingKeyOf, sealingRing, unseal } from "../src/sealed.ts";

const NONCE = new Uint8Array(12).fill(5);
const key = (id: number, byte: number) => ({ id, bytes: new Uint8Array(32).fill(byte) });
const ring = (...keys: ReturnType<typeof key>[]) => sealingRing(keys);
const base64 = (byte: number) => new Uint8Array(32).fill(byte).toBase64();

describe("a sealed secret", () => {
  test("names the newest key, which sealed it, and is opened by a ring that has it", async () => {
    const sealed = await seal(await ring(key(2, 2), key(1, 1)), "secret", "kontor", NONCE);
    expect(sealingKeyOf(sealed)).toBe(2);
    expect(await unseal(await ring(key(3, 3), key(2, 2)), sealed, "kontor")).toBe("secret");
  });

  test("is closed for a ring without its key, for another shop, and when a byte differs", async () => {
    const all = await ring(key(1, 1));
    const sealed = await seal(all, "secret", "kontor", NONCE);
    await expect(unseal(await ring(key(2, 2)), sealed, "kontor")).rejects.toThrow("one of the sealing keys");
    await expect(unseal(await ring(key(1, 9)), sealed, "kontor")).rejects.toThrow("one of the sealing keys");
    await expect(unseal(all, sealed, "other")).rejects.toThrow("one of the sealing keys");
    const other = sealed.endsWith("A") ? "B" : "A";
    await expect(unseal(all, sealed.slice(0, -3) + other + sealed.slice(-2), "kontor")).rejects.toThrow();
    await expect(unseal(all, "no seal!", "kontor")).rejects.toThrow("what is not sealed");
  });

  test("of 0.2 names no key and is opened by whichever of the ring sealed it", async () => {
    const [, old] = (await seal(await ring(key(1, 1)), "secret", "kontor", NONCE)).split(":");
    expect(sealingKeyOf(old!)).toBeNull();
    expect(await unseal(await ring(key(3, 3), key(2, 2), key(1, 1)), old!, "kontor")).toBe("secret");
    await expect(unseal(await ring(key(3, 3), key(2, 2)), old!, "kontor")).rejects.toThrow();
  });
});

describe("sealing keys as text", () => {
  test("are a ring, or one key alone that gets the id 1", () => {
    expect(readSealingKeys(`2:${base64(2)},1:${base64(1)}`)!.map(({ id }) => id)).toEqual([2, 1]);
    expect(readSealingKeys(base64(1))).toEqual([key(1, 1)]);
  });

  test.each([
    ["no id beside others", `${base64(2)},1:${base64(1)}`],
    ["an id twice", `1:${base64(2)},1:${base64(1)}`],
    ["an id of 0", `0:${base64(1)}`],
    ["an id of 256", `256:${base64(1)}`],
    ["a short key", "1:c2hvcnQ="],
    ["nothing", ""],
  ])("are refused with %s", (_, text) => expect(readSealingKeys(text)).toBeNull());
});
