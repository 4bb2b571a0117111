/** Says what a trouble makes of a share in a simulated year. */
import type { Counted, Gathered } from "../../src/figures/counts.ts";
import type { Effect } from "./troubles.ts";

/** Adds to a day's counts, by the parts of the key. */
export type Add = (day: number, what: Counted | Gathered, parts: readonly string[], count?: number) => void;
/** A customer asks, on a day, about something, after a mail or after none. */
export type Ask = (day: number, topic: string, after: string) => void;
/** The troubles of a day. */
export type Now = (day: number) => readonly Effect[];

/** The share that a trouble of the day gives to something with these parts, or else the usual one. */
export function shareOf(
  effects: readonly Effect[],
  type: Effect["type"],
  parts: Readonly<Record<string, string>>,
  usual: number,
): number {
  const effect = effects.find((one) =>
    one.type === type &&
    Object.entries(parts).every(([part, value]) => {
      const meant = (one as unknown as Readonly<Record<string, string | undefined>>)[part];
      return meant === undefined || meant === value;
    })
  );
  return effect?.share ?? usual;
}
