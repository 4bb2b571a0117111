/**
 * What time does to a shop's cases: snoozed ones come back, late ones are told to the shop once, and those whose
 * customer stays silent after an answer are solved.
 */
import { afterWorkingHours } from "../../cases/clocks.ts";
import {
  insertActOf,
  insertEntry,
  noteReminded,
  readCases,
  selectLateCases,
  selectSilentCases,
  solveLetterCases,
  updateCase,
  wakeSnoozed,
} from "../../sql/cases.ts";
import type { RequestPorts } from "../customer/receive_request.ts";
import type { Shop } from "../ports.ts";
import { insertShopAlert } from "../shop_alert.ts";
import { recordOpenness } from "./answer_case.ts";
import { isUndecided } from "./decide_request.ts";
import { loadCase } from "./load_case.ts";
import { caseHappened, tellPrograms } from "../programs/tell_programs.ts";

/** Cases of one run; the next takes the others. */
const LATE_MAX = 50;
const SILENT_MAX = 10;
const TOPICS_TOLD = 10;

export async function serveCases(ports: RequestPorts, shop: Shop, now_ms: number): Promise<void> {
  const { db } = ports;
  const [, late, silent] = await db.batch([
    wakeSnoozed(db, shop.id, now_ms),
    selectLateCases(db, shop.id, now_ms, LATE_MAX),
    selectSilentCases(db, shop.id, now_ms, SILENT_MAX),
    // Letters that grew too old, or that an erasure took, end their cases here.
    ...solveLetterCases(db, shop.id, now_ms),
  ]);
  const overdue = readCases(late!);
  if (overdue.length > 0) {
    await db.batch([
      insertShopAlert(
        db,
        shop,
        {
          topic: "cases_late",
          count: overdue.length,
          detail: overdue.slice(0, TOPICS_TOLD).map(({ topic }) => `• ${topic}`).join("\n"),
          ...(overdue.length === 1 ? { case_id: overdue[0]!.id } : {}),
        },
        now_ms,
        { about: `${overdue[0]!.id}:${now_ms}` },
      ),
      ...overdue.map(({ id }) => noteReminded(db, shop.id, id, now_ms)),
    ]);
  }
  for (const { id, kind } of readCases(silent!)) {
    const loaded = await loadCase(ports, shop.id, id);
    // Somebody must decide, whether the customer answers or not.
    if (kind === "shortage" || loaded !== null && isUndecided(loaded)) {
      const due_at = afterWorkingHours(shop.settings, now_ms, shop.settings.support.next_answer_hours);
      await db.batch([
        updateCase(db, shop.id, id, { next: "shop", due_at }, now_ms),
        insertActOf(db, shop.id, id, {
          id: `${kind === "shortage" ? "no_choice" : "no_answer"}-${now_ms}`,
          act: kind === "shortage" ? "no_choice" : "no_answer",
          words: "",
        }, now_ms),
      ]);
      continue;
    }
    await db.batch([
      updateCase(db, shop.id, id, { state: "solved", next: "nobody", due_at: null }, now_ms),
      insertEntry(db, shop.id, id, {
        id: `silent-${now_ms}`,
        type: "act",
        author: "waybill",
        words: "",
        detail: { act: "silent" },
      }, now_ms),
      ...tellPrograms(db, shop, [
        caseHappened("case.solved", { id, order_id: loaded?.case.order_id ?? null }, `silent-${now_ms}`),
      ], now_ms),
    ]);
    if (loaded !== null) await recordOpenness(ports, shop, loaded, "closed", now_ms);
  }
}
