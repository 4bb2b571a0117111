/** Lists who did what: the person, the act, what it was about, and for settings what they were and are. */
import type { FC } from "hono/jsx";
import { At, DeskPage, Nothing, Onward } from "./desk_page.tsx";
import type { FrameView, LinkTo, MomentView } from "./view.ts";
import { w } from "./words.ts";

export interface AuditView {
  readonly frame: FrameView;
  readonly acts: readonly {
    readonly person: string;
    readonly what: string;
    readonly way: string | null;
    readonly order: LinkTo | null;
    readonly thread: LinkTo | null;
    readonly detail: string;
    readonly changes: readonly {
      readonly setting: string;
      readonly before: string;
      readonly after: string;
    }[];
    readonly at: MomentView;
  }[];
  readonly next: string | null;
}

export const AuditPage: FC<{ readonly view: AuditView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.audit")}>
    <p class="muted meaning">{w("audit.lead")}</p>
    {view.acts.length === 0 ? <Nothing>{w("audit.none")}</Nothing> : (
      <ul class="lines acts">
        {view.acts.map(({ person, what, way, order, thread, detail, changes, at }) => (
          <li>
            <div class="what">
              <span class="name">{person}</span>
              <span>{what}</span>
              {way === null ? null : <span class="muted">{` ${way}`}</span>}
              {detail === "" ? null : <p class="why muted">{detail}</p>}
              {changes.map(({ setting, before, after }) => (
                <p class="why">
                  <b>{setting}</b>
                  {` ${before} → ${after}`}
                </p>
              ))}
              {order === null && thread === null ? null : (
                <p class="links">
                  {[order, thread].filter((link) => link !== null).map(({ href, label }) => (
                    <a href={href}>{label}</a>
                  ))}
                </p>
              )}
            </div>
            <div class="when muted">
              <At at={at} />
            </div>
          </li>
        ))}
      </ul>
    )}
    <Onward href={view.next}>{w("cases.next")}</Onward>
  </DeskPage>
);
