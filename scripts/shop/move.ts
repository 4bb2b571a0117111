/** Moves a shop to another cell. */
import * as moves from "../../src/sql/moves.ts";
import { Misused } from "../misused.ts";
import { type Call, mustHave, reachedCell } from "./call.ts";

/** Says what each stage of a move means. */
const STAGES: Readonly<Record<moves.MoveStage, string>> = {
  announced: "announced: for a minute and a half everybody learns of it",
  draining: "draining: what is being sent is waited for",
  copying: "copying",
  left: "has arrived, and is served there; its old rows are deleted",
};

/** Milliseconds between two looks at a move, which takes some minutes. */
const LOOK_MS = 5_000;
/** Milliseconds after which a move that does not go on is told. */
const STANDS_MS = 600_000;

/** A move as its row has it. */
interface StoredMove extends Omit<moves.Move, "progress"> {
  readonly progress: string | null;
}

/** The clock moves the shop, step by step; this only says so and looks on. */
export async function move(call: Call): Promise<void> {
  const cell = await reachedCell(call, call.third);
  await mustHave(call);
  const begun = await call.run((db) => moves.insertMove(db, call.id, cell, Date.now()));
  if (begun.length === 0) {
    const [going] = await call.run<moves.Move>((db) => moves.selectMove(db, call.id));
    if (going === undefined) return console.log(`Shop ${call.id} lives in cell ${cell} already.`);
    if (going.to_cell !== cell) {
      throw new Misused(
        `Shop ${call.id} moves to cell ${going.to_cell}: wait until it is there, then move it on`,
      );
    }
    console.log(`Shop ${call.id} moves to cell ${cell} already.`);
  }
  console.log("Its webhooks wait meanwhile and are recorded there; its mails leave when it has arrived.");
  console.log("The clock moves it, also when this command is ended: it only looks on.");
  if (!await call.isClockRunning()) console.log("No clock runs here: it begins with `deno task dev`.");
  for (let said = "", since_ms = Date.now();;) {
    const [going] = await call.run<StoredMove>((db) => moves.selectMove(db, call.id));
    if (going === undefined) return console.log(`Shop ${call.id} lives in cell ${cell}.`);
    const table = going.progress === null ? null : JSON.parse(going.progress).table as string;
    const next = `  ${STAGES[going.stage]}${table === null ? "" : `: ${table}`}`;
    if (next !== said) {
      console.log(next);
      since_ms = Date.now();
    } else if (Date.now() - since_ms > STANDS_MS) {
      console.log(
        "  For ten minutes nothing has changed: /healthz says whether the clock ticks, the log what fails.",
      );
      since_ms = Date.now();
    }
    said = next;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
