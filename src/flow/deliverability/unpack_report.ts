/** Unpacks the file of a DMARC report: gzip, zip or bare XML, by its first bytes. Bounded: a bomb is refused before it is unpacked whole. */
import { err, ok, type Result } from "../../result.ts";

/** Of a packed file, and of the XML in it: a large provider's report about a large shop has some 300 KB. */
export const PACKED_MAX_BYTES = 2_000_000;
export const XML_MAX_BYTES = 5_000_000;

type Refusal = "size" | "form";

export async function unpackReport(packed: Uint8Array): Promise<Result<string, Refusal>> {
  if (packed.length > PACKED_MAX_BYTES) return tooLarge();
  const bytes = await bytesOf(packed);
  if (!bytes.ok) return bytes;
  const text = new TextDecoder().decode(bytes.value).trimStart();
  return text.startsWith("<") ? ok(text) : err("form", "the file must be XML, or XML in a gzip or zip file");
}

async function bytesOf(packed: Uint8Array): Promise<Result<Uint8Array, Refusal>> {
  if (packed[0] === 0x1f && packed[1] === 0x8b) return await gunzipped(packed);
  if (packed[0] === 0x50 && packed[1] === 0x4b) return await unzipped(packed);
  return ok(packed);
}

async function gunzipped(packed: Uint8Array): Promise<Result<Uint8Array, Refusal>> {
  const stream = new Blob([packed as Uint8Array<ArrayBuffer>]).stream()
    .pipeThrough(new DecompressionStream("gzip"));
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      length += value.length;
      if (length > XML_MAX_BYTES) {
        // What is left is not unpacked; a stream that ends in an error has been ended all the same.
        await reader.cancel().catch(() => undefined);
        return tooLarge();
      }
      parts.push(value);
    }
  } catch {
    return err("form", "the gzip file must be whole");
  }
  const whole = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return ok(whole);
}

/** The first XML file of a zip. Its stated size is reserved, so it is checked before; a file that is larger than it states is cut there. */
async function unzipped(packed: Uint8Array): Promise<Result<Uint8Array, Refusal>> {
  const { unzipSync } = await import("fflate");
  let is_large = false;
  let is_found = false;
  try {
    const files = unzipSync(packed, {
      filter: ({ name, originalSize }) => {
        if (is_found || !name.toLowerCase().endsWith(".xml")) return false;
        is_found = true;
        is_large = originalSize > XML_MAX_BYTES;
        return !is_large;
      },
    });
    if (is_large) return tooLarge();
    const [file] = Object.values(files);
    return file === undefined ? err("form", "the zip file must hold an XML file") : ok(file);
  } catch {
    return err("form", "the zip file must be whole");
  }
}

function tooLarge(): Result<never, Refusal> {
  return err("size", `the report must be <= ${PACKED_MAX_BYTES} bytes, unpacked <= ${XML_MAX_BYTES}`);
}
