import { gzipSync, strToU8, zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import {
  PACKED_MAX_BYTES,
  unpackReport,
  XML_MAX_BYTES,
} from "../../../src/flow/deliverability/unpack_report.ts";

const XML = strToU8("<feedback/>");

describe("a report's file", () => {
  test.each([
    ["bare", XML],
    ["gzip", gzipSync(XML)],
    ["zip", zipSync({ "readme.txt": strToU8("no"), "google.com!kontor.example!1!2.xml": XML })],
  ])("is read as %s", async (_, bytes) => {
    expect(await unpackReport(bytes)).toEqual({ ok: true, value: "<feedback/>" });
  });

  test.each([
    ["a gzip bomb", gzipSync(new Uint8Array(XML_MAX_BYTES + 1)), "size"],
    ["a zip bomb", zipSync({ "a.xml": new Uint8Array(XML_MAX_BYTES + 1) }), "size"],
    ["a file that is too large", new Uint8Array(PACKED_MAX_BYTES + 1), "size"],
    ["a gzip that breaks off", gzipSync(XML).subarray(0, 20), "form"],
    ["a zip that breaks off", zipSync({ "a.xml": XML }).subarray(0, 30), "form"],
    ["a zip without XML", zipSync({ "a.exe": XML }), "form"],
    ["a picture", new Uint8Array([0x89, 0x50, 0x4e, 0x47]), "form"],
    ["nothing", new Uint8Array(0), "form"],
  ])("%s is refused", async (_, bytes, reason) => {
    expect(await unpackReport(bytes)).toMatchObject({ ok: false, reason });
  });

  test("in a zip that states a smaller size than it has never takes more than that size", async () => {
    const zip = zipSync({ "a.xml": strToU8(`<feedback>${"x".repeat(3_000_000)}</feedback>`) });
    const view = new DataView(zip.buffer);
    // The size stands in the local header and in the directory, which is the one that is believed.
    for (let at = 0; at < zip.length - 4; at++) {
      if (view.getUint32(at, true) === 0x02014b50) view.setUint32(at + 24, 100, true);
    }
    const read = await unpackReport(zip);
    if (read.ok) expect(read.value.length).toBeLessThanOrEqual(100);
    else expect(read.reason).toBe("form");
  });
});
