/** What the desk's first page reads of one day. */
import type { FormView } from "../../../templates/admin/view.ts";
import type { Case } from "../../cases/case.ts";
import type { DayCounts } from "../../figures/counts.ts";
import type { DueCounts } from "../../sql/order_terms.ts";
import type { MailRow, WrongState } from "../../sql/desk.ts";
import type { Circuit } from "../../messages/circuit.ts";
import type { DayFigures, Figures } from "../../flow/clock/read_figures.ts";
import type { HeldRow } from "../../sql/held_requests.ts";
import type { DismissedRow } from "../../sql/dismissed_alarms.ts";
import type { IgnoredRow } from "../../sql/ignored.ts";

/** One shop's day as read from D1. */
export interface Day {
  readonly wrong: Readonly<Record<WrongState, number>>;
  /** Overdue messages, up to the bound that is counted. */
  readonly overdue: readonly MailRow[];
  readonly parked: number;
  /** Orders that owe mails and cannot be written to. */
  readonly unreachable: number;
  readonly circuits: readonly Circuit[];
  /** The cases that wait for the shop, by what is due first. */
  readonly cases: readonly Case[];
  /** Numbers of their orders. */
  readonly numbers: ReadonlyMap<string, string>;
  /** What the customer of each wrote last, by the case's id. */
  readonly said: ReadonlyMap<string, string>;
  readonly dismiss: FormView;
  /** The days that are closed, where the shop keeps figures. */
  readonly history: readonly DayCounts[];
  /** Orders by their promise, up to a bound; null where the shop has no index of its orders. */
  readonly due: DueCounts | null;
  /** Days shown, in the shop's time zone, oldest first. */
  readonly days: readonly string[];
  readonly rows: readonly DayFigures[];
  /** Delivery figures of the same days and of now, by kind. */
  readonly figures: Figures;
  /** Requests of storefronts to erase all of their orders. */
  readonly held: readonly HeldRow[];
  readonly ignored: readonly IgnoredRow[];
  /** What somebody has put aside, and the form that does. */
  readonly put_aside: readonly DismissedRow[];
  readonly put_aside_form: FormView;
  /** Senders of which webhooks lie here that could not be read. */
  readonly with_letters: readonly string[];
}
