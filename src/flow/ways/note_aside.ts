/**
 * Notes in a writer's thread what happens there without a new message of theirs: one they took back, a sign on one of
 * ours, and what somebody of the shop wrote in the service's own inbox. It opens no case and answers nothing.
 */
import { messageRef } from "../../channels/message_ref.ts";
import type { IncomingAside, IncomingDeletion, IncomingEcho } from "../../messages/incoming.ts";
import { type ShortWay, WAYS } from "../../messages/ways.ts";
import {
  insertEntry,
  noteAnswered,
  readCases,
  readEntries,
  selectCasesOfCustomer,
  selectEntries,
  takeBackEntry,
  updateCase,
} from "../../sql/cases.ts";
import { selectProviderRefs } from "../../sql/outcomes.ts";
import type { ReachRow } from "../../sql/reaches.ts";
import { withoutTurns } from "../../values/plain_text.ts";
import { loadCase } from "../cases/load_case.ts";
import { saidInCase } from "../desk/said_in_case.ts";
import type { Shop } from "../ports.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";
import { entryId } from "./entry_id.ts";
import type { IncomingPorts } from "./incoming_ports.ts";

const WORDS_MAX = 10_000;
const EMOJI_MAX = 20;
/** Most signs that are noted in one case. */
const REACTIONS_MAX = 20;
const DAY_MS = 86_400_000;

export async function noteAside(
  ports: IncomingPorts,
  shop: Shop,
  way: ShortWay,
  aside: IncomingAside,
  reach: ReachRow | null,
  now_ms: number,
): Promise<void> {
  switch (aside.type) {
    case "deleted":
      return await takeBack(ports, shop, aside, reach);
    case "reacted": {
      if (reach?.case_id == null) return;
      const entries = readEntries(await selectEntries(ports.db, shop.id, reach.case_id).all());
      if (entries.filter(({ detail }) => detail.act === "reacted").length >= REACTIONS_MAX) return;
      await insertEntry(ports.db, shop.id, reach.case_id, {
        id: await entryId(shop.id, aside),
        type: "act",
        author: "customer",
        words: withoutTurns(aside.emoji).slice(0, EMOJI_MAX),
        detail: { way, act: "reacted" },
      }, now_ms).run();
      return;
    }
    case "echo":
      return await noteEcho(ports, shop, way, aside, reach, now_ms);
  }
}

/** Forgets the words and the files of the message, in whichever of the writer's cases it stands. */
async function takeBack(
  { db, archive }: IncomingPorts,
  shop: Shop,
  { from, message_id }: IncomingDeletion,
  reach: ReachRow | null,
): Promise<void> {
  const id = await entryId(shop.id, { from, id: message_id });
  const others = reach?.customer == null
    ? []
    : readCases(await selectCasesOfCustomer(db, reach.customer).all()).map((one) => one.id);
  for (const case_id of new Set([...(reach?.case_id == null ? [] : [reach.case_id]), ...others])) {
    const entries = readEntries(await selectEntries(db, shop.id, case_id).all());
    const entry = entries.find((one) => one.id === id && one.author === "customer");
    if (entry === undefined) continue;
    const keys = (entry.detail.files ?? []).flatMap(({ key }) => key ?? []);
    if (keys.length > 0) await archive.delete(keys);
    await takeBackEntry(db, shop.id, case_id, entry).run();
    return;
  }
}

/** Our own messages come back too: the ledger has their ids, and a case the words of one that is just being sent. */
async function noteEcho(
  ports: IncomingPorts,
  shop: Shop,
  way: ShortWay,
  echo: IncomingEcho,
  reach: ReachRow | null,
  now_ms: number,
): Promise<void> {
  const { db } = ports;
  if (reach?.case_id == null) return;
  const ref = await messageRef(echo.id);
  if (await selectProviderRefs(db, WAYS[way].channels[0], [ref]).first() !== null) return;
  const loaded = await loadCase(ports, shop.id, reach.case_id);
  if (loaded === null) return;
  const { case: found, entries, order } = loaded;
  const words = withoutTurns(echo.words).trim().slice(0, WORDS_MAX);
  const is_ours = entries.some(({ author, words: said, at }) =>
    author !== "customer" && said.trim() !== "" && now_ms - at < DAY_MS && words.startsWith(said.trim())
  );
  if (is_ours) return;
  const id = await entryId(shop.id, echo);
  const due_at = now_ms + shop.settings.support.solved_after_days * DAY_MS;
  await db.batch([
    insertEntry(db, shop.id, found.id, {
      id,
      type: "message",
      author: "shop",
      words,
      detail: {
        way,
        act: "elsewhere",
        ...(echo.files.length === 0
          ? {}
          : { files: echo.files.map(({ name, type }) => ({ name, type, size: 0 })) }),
      },
    }, now_ms),
    noteAnswered(db, shop.id, found.id, now_ms),
    ...saidInCase(
      db,
      shop,
      { case_id: found.id, entry_id: id, order_number: order?.number ?? null, by: "shop" },
      now_ms,
    ),
    ...tellPrograms(db, shop, [caseHappened("case.answered", found, id)], now_ms),
    // A case that was solved stays so: its matter is not taken up by what the shop itself says.
    ...(found.state === "open"
      ? [updateCase(db, shop.id, found.id, { next: "customer", due_at }, now_ms)]
      : []),
  ]);
}
