/** Defines the mails that are sent some days after everything arrived. */
import type { OrderMailDefinition } from "./definition.ts";

export const CARE = {
  follow_up: {
    name: "Follow-up",
    class: "care",
    lane: "bulk",
    may_come_twice: false,
    true_until: "overtaken",
    reader: "customer",
    shows: [],
    section: "followup",
    sent_when: "by the clock: so many days after everything arrived (`schedule.follow_up_days`)",
    not_when: "a return is open or done, a refund, cancelled; waits for a decent hour",
  },
  feedback_request: {
    name: "Survey",
    class: "care",
    lane: "bulk",
    may_come_twice: false,
    true_until: "overtaken",
    reader: "customer",
    shows: [],
    section: "feedback",
    sent_when:
      "by the clock: so many days after everything arrived (`schedule.feedback_days`, off by default)",
    not_when: "a return is open or done, a refund, cancelled; waits for a decent hour",
  },
} as const satisfies Readonly<Record<string, OrderMailDefinition>>;
