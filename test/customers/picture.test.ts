import { describe, expect, test } from "vitest";
import { readPicture } from "../../src/customers/picture.ts";

const PLACE = new TextEncoder().encode("52.5244 N 13.4105 E, Ada's telephone");

function bytes(...parts: readonly (string | Uint8Array)[]): Uint8Array {
  const hex = parts.map((part) => typeof part === "string" ? part.replaceAll(/\s/g, "") : part.toHex()).join(
    "",
  );
  return Uint8Array.fromHex(hex);
}

/** A JPEG segment: its length counts itself. */
function segment(marker: string, content: Uint8Array): Uint8Array {
  return bytes(`ff${marker}`, (content.length + 2).toString(16).padStart(4, "0"), content);
}

function exif(turned: number, is_little: boolean): Uint8Array {
  const tiff = is_little
    ? `49492a0008000000 0100 1201 0300 01000000 0${turned}000000 00000000`
    : `4d4d002a00000008 0001 0112 0003 00000001 000${turned}0000 00000000`;
  return segment("e1", bytes("457869660000", tiff, PLACE));
}

const SCAN = "ffda 0008 0101 0000 3f00 1122ff00 33 ffd9";
const JFIF = segment("e0", bytes("4a464946000101"));

function chunk(name: string, content: Uint8Array): Uint8Array {
  return bytes(
    content.length.toString(16).padStart(8, "0"),
    new TextEncoder().encode(name),
    content,
    "00000000",
  );
}

function riff(name: string, content: Uint8Array): Uint8Array {
  const size = new Uint8Array(4);
  new DataView(size.buffer).setUint32(0, content.length, true);
  return bytes(new TextEncoder().encode(name), size, content, content.length % 2 === 1 ? "00" : "");
}

describe("a picture that a customer sends", () => {
  test.each([true, false])("as JPEG keeps its orientation, and loses where it was taken", (is_little) => {
    const sent = bytes("ffd8", JFIF, exif(6, is_little), segment("ed", PLACE), segment("fe", PLACE), SCAN);
    const kept = readPicture(sent)!;
    expect(kept.type).toBe("image/jpeg");
    expect(kept.bytes.toHex()).toBe(
      bytes(
        "ffd8",
        JFIF,
        "ffe10022 457869660000 4d4d002a00000008 0001 0112 0003 00000001 00060000 00000000",
        SCAN,
      ).toHex(),
    );
    // What it has become is read as it is.
    expect(readPicture(kept.bytes)).toEqual(kept);
  });

  test("as JPEG that needs no turning gets no orientation entry", () => {
    const kept = readPicture(bytes("ffd8", exif(1, true), SCAN))!;
    expect(kept.bytes.toHex()).toBe(bytes("ffd8", SCAN).toHex());
  });

  test("as JPEG ends where the picture ends, so that no video and no second picture is sent with it", () => {
    const picture = bytes("ffd8", JFIF, SCAN);
    const second = bytes("ffd8", exif(1, true), SCAN);
    expect(readPicture(bytes(picture, second, PLACE))!.bytes.toHex()).toBe(picture.toHex());
  });

  test("as JPEG does not mention further pictures, and keeps its colours", () => {
    const colours = segment("e2", bytes(new TextEncoder().encode("ICC_PROFILE"), "00 01 01 aabb"));
    const further = segment("e2", bytes(new TextEncoder().encode("MPF"), "00", PLACE));
    const small = segment("e0", bytes(new TextEncoder().encode("JFXX"), "00 10", PLACE));
    const kept = readPicture(bytes("ffd8", JFIF, small, further, colours, segment("f0", PLACE), SCAN))!;
    expect(kept.bytes.toHex()).toBe(bytes("ffd8", JFIF, colours, SCAN).toHex());
  });

  test("as JPEG of many scans keeps each with its tables, stuffed bytes and restart markers, and no metadata between them", () => {
    const first = bytes("ffda 0008 0101 0000 3f00", "11 ff00 22 ffd0 33 ffd7 44");
    const tables = segment("c4", bytes("00", "00".repeat(16)));
    const between = [exif(6, true), segment("fe", PLACE), segment("e2", PLACE), segment("ee", PLACE)];
    const kept = readPicture(bytes("ffd8", JFIF, first, ...between, tables, SCAN))!;
    expect(kept.bytes.toHex()).toBe(bytes("ffd8", JFIF, first, tables, SCAN).toHex());
  });

  test("as JPEG is turned once", () => {
    const kept = readPicture(bytes("ffd8", exif(6, true), exif(8, true), SCAN))!;
    expect(kept.bytes.toHex()).toBe(readPicture(bytes("ffd8", exif(6, true), SCAN))!.bytes.toHex());
  });

  test("as JPEG may have fill bytes before any marker", () => {
    const scan = "ffda 0008 0101 0000 3f00 1122ff00 33";
    const kept = readPicture(bytes("ffd8", "ffffff", JFIF, "ff", scan, "ffff", "ffd9"))!;
    expect(kept.bytes.toHex()).toBe(bytes("ffd8", JFIF, scan, "ffff", "ffd9").toHex());
  });

  test("as PNG loses its text chunks", () => {
    const [head, end] = [bytes("89504e470d0a1a0a"), chunk("IEND", bytes())];
    const data = chunk("IDAT", bytes("00"));
    const sent = bytes(head, chunk("tEXt", PLACE), data, chunk("eXIf", PLACE), end, PLACE);
    expect(readPicture(sent)).toEqual({ type: "image/png", bytes: bytes(head, data, end) });
  });

  test("as WebP loses its metadata too, and its header says that there is none", () => {
    const of = (flags: string, ...chunks: readonly Uint8Array[]) => {
      const body = bytes("57454250", riff("VP8X", bytes(flags, "000000 000000 000000")), ...chunks);
      return riff("RIFF", body);
    };
    const data = riff("VP8 ", bytes("010203"));
    const sent = of("2c", data, riff("EXIF", PLACE), riff("XMP ", PLACE));
    expect(readPicture(sent)).toEqual({ type: "image/webp", bytes: of("20", data) });
  });

  test.each([
    ["nothing", bytes()],
    ["a drawing with a script", new TextEncoder().encode("<svg onload='alert(1)'/>")],
    ["a JPEG that breaks off", bytes("ffd8", "ffe0 0010 4a46")],
    ["a JPEG without a picture", bytes("ffd8", JFIF)],
    ["a JPEG that ends before its picture", bytes("ffd8", JFIF, "ffd9")],
    ["a JPEG whose picture breaks off", bytes("ffd8", JFIF, "ffda 0008 0101 0000 3f00 1122ff00 33")],
    ["a JPEG that ends in the middle of a marker", bytes("ffd8", JFIF, "ffda 0008 0101 0000 3f00 11 ff")],
    ["a JPEG within a JPEG", bytes("ffd8", JFIF, "ffd8", SCAN)],
    ["a JPEG with a length that is none", bytes("ffd8", "ffdb 0001", SCAN)],
    ["a JPEG of fill bytes", bytes("ffd8", new Uint8Array(5_000_000).fill(0xff))],
    ["a JPEG of a million tables", bytes("ffd8", "ffdb0002".repeat(1_000_000), SCAN)],
    ["a PNG that breaks off", bytes("89504e470d0a1a0a", "000000ff", "49444154")],
    ["a WebP that breaks off", bytes("52494646 ff000000 57454250 56503820 ff000000")],
  ])("that is %s is none", (_, sent) => {
    expect(readPicture(sent)).toBeNull();
  });
});
