/** What the desk's first page reads of one day. */
import type { DayRow, MailRow, OpenConversation, WrongState } from "../../sql/desk.ts";
import type { Circuit } from "../../messages/circuit.ts";
import type { Figures } from "../../flow/clock/read_figures.ts";
import type { IgnoredRow } from "../../sql/ignored.ts";

/** What D1 knows of a shop's day. */
export interface Day {
  readonly wrong: Readonly<Record<WrongState, number>>;
  readonly recent: readonly MailRow[];
  /** As many as are counted. */
  readonly overdue: readonly MailRow[];
  readonly parked: number;
  readonly circuits: readonly Circuit[];
  readonly conversations: readonly OpenConversation[];
  readonly suppressed: number;
  /** The days that are shown, in the shop's zone, the oldest first. */
  readonly days: readonly string[];
  readonly rows: readonly DayRow[];
  /** Of the same days and now, by kind. */
  readonly figures: Figures;
  readonly ignored: readonly IgnoredRow[];
}
