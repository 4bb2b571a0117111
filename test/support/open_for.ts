/** Opens a shop that knows the secrets of every sender, on whatever database a test has. */
import type { Env } from "../../src/config.ts";
import { seal, sealingRingIn } from "../../src/sealed.ts";
import { SOURCE_NAMES } from "../../src/sources/table.ts";
import { upsertShop } from "../../src/sql/shops.ts";
import { SHOP } from "./cast.ts";
import type { Sender, SenderName } from "./senders.ts";

/** Opens the shop `demo` with `secret` for every sender, and what some of them need beside it. */
export async function openFor(
  env: Env,
  senders: Readonly<Record<SenderName, Sender>>,
  secret: string,
  beside: Readonly<Record<string, readonly string[]>> = {},
): Promise<void> {
  const secrets = Object.fromEntries(
    SOURCE_NAMES.map((name) => [name, [secret, ...senders[name].also ?? []]]),
  );
  const key = await sealingRingIn(env.SEALING_KEY);
  const sealed = await seal(
    key,
    JSON.stringify({ ...secrets, ...beside }),
    "demo",
    new Uint8Array(12).fill(7),
  );
  const settings = { ...SHOP, stock: { track: true } };
  await upsertShop(env.DB, { id: "demo", settings: JSON.stringify(settings), secrets: sealed }).run();
}
