/** Reads a shop's account at its help desk. */
import * as v from "valibot";
import { CHATWOOT, type ChatwootAccount } from "../../channels/chatwoot.ts";
import type { Shop } from "../ports.ts";

/** Null where the shop has none, or one that this release no longer reads. */
export function helpdeskAccount({ secrets }: Pick<Shop, "secrets">): ChatwootAccount | null {
  const json = secrets["chatwoot"]?.[0];
  if (json === undefined) return null;
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), CHATWOOT.account), json);
  return read.success ? read.output as ChatwootAccount : null;
}
