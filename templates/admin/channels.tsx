/** Lists the shop's channels in order: which are open, and how much of the day's quota is used. */
import type { FC } from "hono/jsx";
import { DeskPage, State } from "./desk_page.tsx";
import type { FrameView, StateView } from "./view.ts";
import { w } from "./words.ts";

export interface ChannelView {
  readonly name: string;
  readonly place: string;
  readonly state: StateView;
  /** Why the channel is not used. */
  readonly reason: string | null;
  /** How much of the day's quota or of the warm-up is used; null where neither limits. */
  readonly today: string | null;
}

export interface ChannelsView {
  readonly frame: FrameView;
  readonly channels: readonly ChannelView[];
  readonly facts: readonly string[];
}

export const ChannelsPage: FC<{ readonly view: ChannelsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.channels")}>
    <p class="muted meaning">{w("channels.lead")}</p>
    <ol class="lines">
      {view.channels.map(({ name, place, state, reason, today }) => (
        <li>
          <div class="what">
            <span class="name">{name}</span>
            <span class="muted">{place}</span>
            {reason === null ? null : <p class="why">{reason}</p>}
          </div>
          <State state={state} />
          <div class="when">
            {today === null ? <span class="muted">{w("channels.no_limit")}</span> : today}
          </div>
        </li>
      ))}
    </ol>
    <ul class="improve">{view.facts.map((fact) => <li class="quiet">{fact}</li>)}</ul>
  </DeskPage>
);
