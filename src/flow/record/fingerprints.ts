/** The prints by which an order knows again what it holds already: of each delivery's name, and of each event's content. */
import type { Happening } from "../../orders/event.ts";
import { positionOf } from "../../orders/fold/append_events.ts";
import type { Mark } from "../../sql/orders.ts";
import type { ParkedRow } from "../../sql/parked.ts";

/** A delivery with its prints. */
export interface Printed {
  readonly row: ParkedRow;
  /** Of the sender's delivery id: what is sent again under it says nothing new, whatever it says. */
  readonly name: string;
  /** One for each of the delivery's events. */
  readonly marks: readonly Mark[];
}

/** The delivery as it will be read again: what is undefined would hide what another event told, once and never more. */
export async function printed(told: ParkedRow): Promise<Printed> {
  const texts = told.happenings.map((event) => JSON.stringify(event));
  const row = { ...told, happenings: texts.map((text): Happening => JSON.parse(text)) };
  const [name, ...contents] = await Promise.all([
    printOf(`${row.source}\n${row.delivery_id}`),
    ...texts.map(printOf),
  ]);
  const marks = row.happenings.map((event, index) => ({
    print: contents[index]!,
    position: positionOf(event),
  }));
  return { row, name, marks };
}

/** 96 bits: of an order's thousand deliveries no two share one by chance, and none can be made to. */
const PRINT_BYTES = 12;

async function printOf(text: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return btoa(String.fromCharCode(...digest.subarray(0, PRINT_BYTES)));
}
