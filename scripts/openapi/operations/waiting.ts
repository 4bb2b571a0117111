/** What waits to be replayed or erased: the operations of the API, and what each does, takes and answers. */
import * as v from "valibot";
import { Cause as LetterCause, Which as WhichLetters } from "../../../src/doors/api/dead_letters.ts";
import { ErasureSource } from "../../../src/doors/api/erasures.ts";
import { Which as WhichKept } from "../../../src/doors/api/spill.ts";
import { after, type Operation } from "../operation.ts";
import * as shapes from "../shapes.ts";
import { done, page } from "../shapes/value.ts";

export const WAITING_OPERATIONS: Readonly<Record<string, Operation>> = {
  "GET /dead-letters": {
    id: "listDeadLetters",
    title: "Webhooks that verified and could not be read",
    more: "The newest first, 100 a page.",
    query: after,
    answer: [200, page("dead_letters", shapes.Letter)],
    refusals: [400],
  },
  "GET /dead-letters/{id}": {
    id: "readDeadLetter",
    title: "One of them with its body, its orders and what taking it again would change",
    answer: [200, shapes.LetterWithBody],
    refusals: [404],
  },
  "POST /dead-letters/replay": {
    id: "replayDeadLetters",
    title: "Takes webhooks again, as if they had just come",
    more:
      "With `id` one, which is deleted once it is read; 409 with `outcome: refused`, field and rule where it still cannot be. Otherwise all, or those with this cause, 25 at a time: again while some are `left`.",
    body: WhichLetters,
    answer: [
      202,
      v.union([
        v.object({ outcome: v.picklist(["recorded", "duplicate", "ignored", "kept"]) }),
        v.object({
          recorded: v.number(),
          needless: v.number(),
          refused: v.number(),
          left: v.number(),
        }),
      ]),
    ],
    refusals: [404, 409, 422],
    acts: ["letter.replay"],
  },
  "POST /dead-letters/drop": {
    id: "deleteDeadLettersOfCause",
    title: "Deletes those with one cause unread",
    body: LetterCause,
    answer: [200, v.object({ deleted: v.number() })],
    refusals: [422],
    acts: ["letter.drop"],
  },
  "DELETE /dead-letters/{id}": {
    id: "deleteDeadLetter",
    title: "Deletes it unread",
    answer: [200, done("deleted")],
    refusals: [404],
    acts: ["letter.drop"],
  },
  "GET /spill": {
    id: "listKeptWebhooks",
    title: "Webhooks that came while the database was away, and those that were set aside",
    more: "Those that are set aside first, then the oldest first, 100 a page.",
    query: after,
    answer: [200, page("kept", shapes.Kept)],
    refusals: [400],
  },
  "POST /spill/replay": {
    id: "replayKeptWebhooks",
    title: "Takes one again now, or all, 20 at a time",
    more: "The clock does the same every minute, but for those that were set aside.",
    body: WhichKept,
    answer: [202, v.object({ recorded: v.number(), failed: v.number(), left: v.number() })],
    refusals: [404, 422],
    acts: ["spill.replay"],
  },
  "GET /erasures": {
    id: "listErasures",
    title: "Storefronts that asked to erase all of their orders",
    answer: [200, v.object({ erasures: v.array(shapes.Erasure) })],
  },
  "POST /erasures/stop": {
    id: "stopErasure",
    title: "Stops such a request while it waits",
    body: ErasureSource,
    answer: [202, done("stopped")],
    refusals: [404, 422],
    acts: ["erasure.stop"],
  },
};
