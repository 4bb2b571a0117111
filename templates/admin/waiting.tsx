/** Lists events without an order yet, contradictory sums, and topics that Waybill does not handle. */
import type { FC } from "hono/jsx";
import { At, DeskPage, Nothing, Section } from "./desk_page.tsx";
import type { FrameView, MomentView } from "./view.ts";
import { w } from "./words.ts";

export interface WaitingView {
  readonly frame: FrameView;
  readonly parked: readonly {
    readonly names: readonly string[];
    readonly types: string;
    readonly source: string;
    readonly at: MomentView;
    /** True when it has waited for more than a day. */
    readonly long: boolean;
  }[];
  readonly next: string | null;
  /** Totals that differ from the sum of their parts, with the webhook and source that stated them. */
  readonly contradictions: readonly {
    readonly order: { readonly href: string; readonly label: string };
    readonly what: string;
    readonly source: string;
    readonly webhook: string;
    readonly at: MomentView;
  }[];
  readonly ignored: readonly {
    readonly source: string;
    readonly topic: string;
    readonly count: string;
    readonly at: MomentView;
  }[];
}

export const WaitingPage: FC<{ readonly view: WaitingView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.waiting")}>
    <Section title={w("waiting.parked")}>
      <p class="muted meaning">{w("waiting.parked_lead")}</p>
      {view.parked.length === 0 ? <Nothing>{w("waiting.parked_none")}</Nothing> : (
        <ul class="lines">
          {view.parked.map(({ names, types, source, at, long }) => (
            <li>
              <div class="what">
                <code class="name">{types}</code>
                <span class="muted">{source}</span>
                <p class="why">{w("waiting.for", { names: names.join(", ") })}</p>
              </div>
              {long ? <span class="state warn">{w("waiting.long")}</span> : null}
              <div class="when">
                <At at={at} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {view.next === null ? null : (
        <p class="onward">
          <a href={view.next}>{w("waiting.next")}</a>
        </p>
      )}
    </Section>
    <Section title={w("waiting.sums")}>
      <p class="muted meaning">{w("waiting.sums_lead")}</p>
      {view.contradictions.length === 0 ? <Nothing>{w("waiting.sums_none")}</Nothing> : (
        <ul class="lines">
          {view.contradictions.map(({ order, what, source, webhook, at }) => (
            <li>
              <div class="what">
                <a class="name" href={order.href}>{order.label}</a>
                <span class="muted">{source}</span>
                <p class="why">
                  {what} <code>{webhook}</code>
                </p>
              </div>
              <div class="when">
                <At at={at} />
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
    <Section title={w("waiting.ignored")}>
      <p class="muted meaning">{w("waiting.ignored_lead")}</p>
      {view.ignored.length === 0 ? <Nothing>{w("waiting.ignored_none")}</Nothing> : (
        <ul class="lines">
          {view.ignored.map(({ source, topic, count, at }) => (
            <li>
              <div class="what">
                <code class="name">{topic}</code>
                <span class="muted">{source}</span>
              </div>
              <div class="when">
                <At at={at} />
                <span class="muted">{count}</span>
              </div>
            </li>
          ))}
        </ul>
      )}
    </Section>
  </DeskPage>
);
