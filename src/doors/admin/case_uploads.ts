/** Keeps the files that travel with an answer, where an erasure of the case finds them. */
import type { FactsOf } from "../../messages/standalone.ts";
import { fileType } from "../../mail/mime/file_type.ts";
import type { OpenedForm } from "./desk_form.tsx";
import type { Desk } from "./desk_env.ts";

const FILES_MAX = 10;

/** Returns null where there are too many files, or they are together larger than `max_bytes`. */
export async function keepFiles(
  { ports, shop }: Desk,
  case_id: string,
  { form, id }: OpenedForm,
  max_bytes: number,
): Promise<NonNullable<FactsOf<"support_reply">["files"]> | null> {
  const given = form.getAll("files").filter((file) =>
    typeof file !== "string" && file.size > 0
  ) as readonly File[];
  if (given.length > FILES_MAX || given.reduce((sum, { size }) => sum + size, 0) > max_bytes) return null;
  return await Promise.all(given.map(async (file, index) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const type = fileType(bytes, file.type);
    const key = `received/${shop.id}/${case_id}/answers/${id}/${index}`;
    await ports.mail.put(key, bytes, { httpMetadata: { contentType: type } });
    return { key, name: file.name.slice(0, 200), type, size: bytes.length };
  }));
}
