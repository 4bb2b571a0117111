/** Lists mails: what each is, its state and the reason; several can be ticked and sent again at once. */
import type { FC } from "hono/jsx";
import { At, State } from "./desk_page.tsx";
import type { MailLineView } from "./view.ts";
import { w } from "./words.ts";

interface MailLinesProps {
  readonly mails: readonly MailLineView[];
  /** True where each mail can be ticked. */
  readonly pick?: boolean;
}

export const MailLines: FC<MailLinesProps> = ({ mails, pick = false }) => (
  <ul class={pick ? "lines pick" : "lines"}>
    {mails.map((mail, index) => (
      <li>
        {!pick ? null : mail.key === null ? <span class="no-tick" /> : (
          <input
            type="checkbox"
            name="key"
            value={mail.key}
            id={`pick-${index}`}
            aria-label={`${mail.name} ${mail.order?.label ?? ""}`.trim()}
          />
        )}
        <div class="what">
          <a class="name" href={mail.href}>{mail.name}</a>
          {mail.order === null ? null : <a class="muted" href={mail.order.href}>{mail.order.label}</a>}
          {mail.reason === null ? null : <p class="why">{mail.reason}</p>}
          {mail.times.length === 0 ? null : (
            <p class="times">
              {mail.times.map(({ label, at }) => (
                <span>
                  {label} <At at={at} />
                </span>
              ))}
            </p>
          )}
        </div>
        <State state={mail.state} />
        <div class="when">
          {mail.at === null ? null : <At at={mail.at} />}
          <span class="muted">{mail.facts}</span>
        </div>
      </li>
    ))}
  </ul>
);

/** The button under a list that can be ticked. */
export const SendAgain: FC<{ readonly can: boolean }> = ({ can }) =>
  can
    ? (
      <div class="act">
        <button class="button" type="submit">{w("again.submit")}</button>
        <p class="muted small">{w("again.hint")}</p>
      </div>
    )
    : <p class="muted small act">{w("again.none")}</p>;
