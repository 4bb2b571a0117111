import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { openHouse } from "../../../support/house.ts";
import type { PlainHouse } from "../../../support/plain_house.ts";
import { damagedAtTheDoor } from "./at_the_door.ts";
import { NAMES, payloadsOf } from "./payloads.ts";

/** The same door on D1 and R2 of workerd. */
async function workerdHouse(): Promise<PlainHouse> {
  await openHouse();
  const context = () => {
    const own = createExecutionContext();
    return Object.assign(own, { settled: () => waitOnExecutionContext(own) });
  };
  return { env, context };
}

damagedAtTheDoor(workerdHouse, payloadsOf(...NAMES), { commit: 3, full: 10 });
