/** Pictures that a form brings: read, rebuilt without what a camera adds, and kept in the bucket under their order. */
import type { EntryFile } from "../../../cases/case.ts";
import { type Picture, readPicture } from "../../../customers/picture.ts";
import type { Acting } from "./action.ts";

export const PICTURES_MAX = 4;
const PICTURE_MAX_BYTES = 5_000_000;
/** Largest form with pictures, in bytes. */
export const WITH_PICTURES_MAX_BYTES = PICTURES_MAX * PICTURE_MAX_BYTES + 100_000;

/** Returns null when a file is not a picture or is too large. */
export async function picturesOf(form: FormData): Promise<readonly Picture[] | null> {
  const files = form.getAll("pictures").filter((file) => typeof file !== "string") as readonly File[];
  const given = files.filter(({ size }) => size > 0);
  if (given.length > PICTURES_MAX || given.some(({ size }) => size > PICTURE_MAX_BYTES)) return null;
  const pictures: Picture[] = [];
  for (const file of given) {
    const picture = readPicture(new Uint8Array(await file.arrayBuffer()));
    if (picture === null) return null;
    pictures.push(picture);
  }
  return pictures;
}

/** Keeps the pictures of one form; the same form sent again replaces them by the same. */
export async function keepPictures(
  { ports, row }: Acting,
  form_id: string,
  pictures: readonly Picture[],
): Promise<readonly (EntryFile & { readonly key: string })[]> {
  return await Promise.all(pictures.map(async ({ bytes, type }, index) => {
    const key = `attachments/${row.id}/${form_id}/${index + 1}`;
    await ports.mail.put(key, bytes, { httpMetadata: { contentType: type } });
    return { name: `${index + 1}.${type.slice("image/".length)}`, type, size: bytes.length, key };
  }));
}
