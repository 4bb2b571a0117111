/** Shows what happened to an order in one list; each mail says why it went or not, and leads to its preview and to sending it again. */
import type { FC } from "hono/jsx";
import { At, State } from "./desk_page.tsx";
import type { LinkTo, MailLineView, MomentView, StateView } from "./view.ts";

export interface TimelineEntryView {
  readonly kind: "event" | "mail" | "message" | "rating" | "act";
  readonly title: string;
  /** The event's own name. */
  readonly code: string | null;
  readonly state: StateView | null;
  /** Who or what it came from. */
  readonly by: string | null;
  /** Paragraphs. */
  readonly words: readonly string[];
  readonly why: string | null;
  readonly times: MailLineView["times"];
  readonly link: LinkTo | null;
  readonly again: LinkTo | null;
  /** The message key with which a mail that went wrong is sent again; null otherwise. */
  readonly key: string | null;
  readonly at: MomentView;
}

export const TimelineList: FC<{ readonly entries: readonly TimelineEntryView[]; readonly id: string }> = (
  { entries, id },
) => (
  <ol class="timeline">
    {entries.map((one, index) => (
      <li class={`is-${one.kind}`}>
        {one.key === null ? null : (
          <input
            type="checkbox"
            name="key"
            value={one.key}
            id={`pick-${id}-${index}`}
            aria-label={one.title}
          />
        )}
        <div class="what">
          <p>
            <span class="name">{one.title}</span>
            {one.by === null ? null : <span class="muted">{one.by}</span>}
            {one.code === null ? null : <code class="muted">{one.code}</code>}
            {one.state === null ? null : <State state={one.state} />}
          </p>
          {one.why === null ? null : <p class="why">{one.why}</p>}
          {one.words.map((text) => <p class="paragraph">{text}</p>)}
          {one.times.length === 0 ? null : (
            <p class="times">
              {one.times.map(({ label, at }) => (
                <span>
                  {label} <At at={at} />
                </span>
              ))}
            </p>
          )}
          {one.link === null && one.again === null ? null : (
            <p class="links">
              {[one.link, one.again].filter((link) => link !== null).map(({ href, label }) => (
                <a href={href}>{label}</a>
              ))}
            </p>
          )}
        </div>
        <At at={one.at} />
      </li>
    ))}
  </ol>
);
