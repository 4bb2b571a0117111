/** Everything that is kept anywhere, searched for whoever should be forgotten: every column of every table, every object of the bucket, in every writing. */
import { cellsInUse } from "./cells_in_use.ts";
import { env } from "cloudflare:workers";

/** Where one of `traces` stands, as `place: …text around it…`; empty when none does. */
export async function tracesLeft(
  traces: readonly string[],
  excused: RegExp = /(?!)/,
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const [place, text] of [...await allColumns(), ...await allObjects()]) {
    if (excused.test(place)) continue;
    const read = readings(text).join("\n").normalize("NFC").toLowerCase();
    for (const spelling of new Set(traces.flatMap(spellings))) {
      const at = read.indexOf(spelling);
      if (at >= 0) {
        found.push(`${place}: ${read.slice(Math.max(0, at - 40), at + 60).replaceAll(/\s+/g, " ")}`);
      }
    }
  }
  return found;
}

/** Tables as the database itself names them: a new one is searched without being asked for. */
async function allColumns(): Promise<readonly (readonly [string, string])[]> {
  return (await Promise.all(cellsInUse().map(columnsOf))).flat();
}

async function columnsOf(db: D1Database): Promise<readonly (readonly [string, string])[]> {
  const { results: tables } = await db.prepare("select name from sqlite_master where type = 'table'")
    .all<{ readonly name: string }>();
  const own = tables.filter(({ name }) => !/^(_cf|sqlite_|d1_)/.test(name));
  const all = await Promise.all(own.map(async ({ name }) => {
    const { results } = await db.prepare(`select * from "${name}"`).all<Record<string, unknown>>();
    return results.flatMap((row) =>
      Object.entries(row).map(([column, value]) => [`${name}.${column}`, textOf(value)] as const)
    );
  }));
  return all.flat();
}

function textOf(value: unknown): string {
  return Array.isArray(value) ? new TextDecoder("latin1").decode(new Uint8Array(value)) : String(value);
}

async function allObjects(): Promise<readonly (readonly [string, string])[]> {
  const found: (readonly [string, string])[] = [];
  let cursor: string | undefined;
  do {
    const listed = await env.MAIL.list({
      include: ["customMetadata", "httpMetadata"],
      ...(cursor !== undefined && { cursor }),
    });
    for (const { key, customMetadata, httpMetadata } of listed.objects) {
      const bytes = new Uint8Array(await (await env.MAIL.get(key))!.arrayBuffer());
      const plain = await unpacked(bytes);
      const both = [new TextDecoder().decode(plain), new TextDecoder("latin1").decode(plain)];
      found.push([key, [key, JSON.stringify([customMetadata, httpMetadata]), ...both].join("\n")]);
    }
    cursor = listed.truncated ? listed.cursor : undefined;
  } while (cursor !== undefined);
  return found;
}

/** What a compressed object holds; any other as it is. */
async function unpacked(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** A trace as it is, as an address has it, as JSON, HTML and hexadecimal have it. */
function spellings(trace: string): readonly string[] {
  const plain = trace.normalize("NFC").toLowerCase();
  const hex = (text: string) => new TextEncoder().encode(text).toHex();
  return [
    plain,
    encodeURIComponent(plain),
    encodeURIComponent(trace),
    JSON.stringify(plain).slice(1, -1),
    hex(trace),
    hex(plain),
  ]
    .map((text) => text.toLowerCase());
}

/** The text as it is, and what its percent, quoted-printable, base64 and HTML writings say. */
function readings(text: string): readonly string[] {
  return [
    text,
    percents(text),
    quotedPrintable(text),
    htmlEntities(quotedPrintable(text)),
    ...base64Blocks(text),
  ];
}

function percents(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (run) => {
    const bytes = Uint8Array.fromHex(run.replaceAll("%", ""));
    return new TextDecoder().decode(bytes);
  });
}

function quotedPrintable(text: string): string {
  return text.replaceAll(/=\r?\n/g, "").replaceAll(
    /(?:=[0-9A-F]{2})+/gi,
    (run) => new TextDecoder().decode(Uint8Array.fromHex(run.replaceAll("=", ""))),
  );
}

function htmlEntities(text: string): string {
  return text.replaceAll(
    /&#(x?)([0-9a-f]+);/gi,
    (_, hex, digits) => String.fromCodePoint(Math.min(parseInt(digits, hex === "" ? 10 : 16), 0x10ffff)),
  );
}

/** A block begins at any of its characters: each of the four ways to read it is tried. */
function base64Blocks(text: string): readonly string[] {
  const joined = text.replaceAll(/([A-Za-z0-9+/]{60,})\r?\n(?=[A-Za-z0-9+/=]+)/g, "$1");
  return [...joined.matchAll(/[A-Za-z0-9+/_-]{12,}/g)].flatMap(([block]) => {
    const plain = block.replaceAll("-", "+").replaceAll("_", "/");
    return [0, 1, 2, 3].map((skip) => {
      const part = plain.slice(skip);
      const whole = part.slice(0, part.length - part.length % 4);
      return new TextDecoder().decode(Uint8Array.from(atob(whole), (letter) => letter.charCodeAt(0)));
    });
  });
}
