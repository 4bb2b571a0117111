/** Which characters a TrueType font has, read from its `cmap` table in format 4 (OpenType 1.9, cmap). */
export function charactersOf(font: Uint8Array<ArrayBuffer>): ReadonlySet<number> {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const cmap = tableAt(view, "cmap");
  const found = new Set<number>();
  for (let index = 0; index < view.getUint16(cmap + 2); index++) {
    const at = cmap + view.getUint32(cmap + 4 + index * 8 + 4);
    if (view.getUint16(at) !== 4) continue;
    const count = view.getUint16(at + 6) / 2;
    for (let segment = 0; segment < count; segment++) {
      const end = view.getUint16(at + 14 + segment * 2);
      const start = view.getUint16(at + 16 + (count + segment) * 2);
      for (let character = start; character <= end && character < 0xffff; character++) found.add(character);
    }
  }
  return found;
}

function tableAt(view: DataView, name: string): number {
  for (let index = 0; index < view.getUint16(4); index++) {
    const at = 12 + index * 16;
    const tag = String.fromCharCode(...Array.from({ length: 4 }, (_, byte) => view.getUint8(at + byte)));
    if (tag === name) return view.getUint32(at + 8);
  }
  throw new Error(`The font must have a table ${name}`);
}
