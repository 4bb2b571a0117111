/** Keeps the files of a customer's message beside their case: pictures rebuilt without metadata, others as they are. */
import type { OpenedWay } from "../../channels/table.ts";
import type { EntryFile } from "../../cases/case.ts";
import { readPicture } from "../../customers/picture.ts";
import type { IncomingFile } from "../../messages/incoming.ts";
import { inOneLine, withoutTurns } from "../../values/plain_text.ts";
import type { DeliverPorts } from "../ports.ts";

const FILES_MAX = 10;
const NAME_MAX = 120;

/** Returns all files; one that its service did not give is listed without a key. `folder` belongs to the case. */
export async function keepFiles(
  { archive, ways }: Pick<DeliverPorts, "archive" | "ways">,
  { definition, account }: OpenedWay,
  folder: string,
  files: readonly IncomingFile[],
): Promise<readonly EntryFile[]> {
  return await Promise.all(
    files.slice(0, FILES_MAX).map(async (file, index): Promise<EntryFile> => {
      const name = inOneLine(withoutTurns(file.name)).slice(0, NAME_MAX) || "file";
      const fetched = file.ref === "" ? null : await definition.fetchFile(ways.fetch, account, file);
      if (fetched === null) return { name, type: "application/octet-stream", size: 0 };
      const picture = readPicture(fetched.content);
      const content = picture?.bytes ?? fetched.content;
      const type = picture?.type ?? "application/octet-stream";
      const key = `${folder}-${index}`;
      await archive.put(key, content, { httpMetadata: { contentType: type } });
      return { name, type, size: content.byteLength, key };
    }),
  );
}
