/** Lists the mails that failed, by state and newest first, and shows one mail as it was sent. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Facts, Nothing, Section, State } from "./desk_page.tsx";
import { MailLines, SendAgain } from "./mail_lines.tsx";
import type { FormView, FrameView, LinkTo, MailLineView } from "./view.ts";
import { w } from "./words.ts";

export interface WrongMailsView {
  readonly frame: FrameView;
  readonly state: string;
  readonly tabs: readonly (LinkTo & { readonly count: string; readonly current: boolean })[];
  /** What this state means. */
  readonly meaning: string;
  readonly mails: readonly MailLineView[];
  readonly again: FormView;
  readonly next: string | null;
}

export const WrongMailsPage: FC<{ readonly view: WrongMailsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("mails.title")}>
    <nav class="chips" aria-label={w("mails.states")}>
      {view.tabs.map(({ href, label, count, current }) => (
        <a href={href} aria-current={current ? "page" : undefined}>
          {label} <span>{count}</span>
        </a>
      ))}
    </nav>
    <p class="muted meaning">{view.meaning}</p>
    {view.mails.length === 0 ? <Nothing>{w("mails.none")}</Nothing> : (
      <DeskForm form={view.again}>
        <input type="hidden" name="back" value={view.state} />
        <MailLines mails={view.mails} pick />
        <SendAgain can={view.mails.some(({ key }) => key !== null)} />
      </DeskForm>
    )}
    {view.next === null ? null : (
      <p class="onward">
        <a href={view.next}>{w("mails.older")}</a>
      </p>
    )}
  </DeskPage>
);

export interface OneMailView {
  readonly frame: FrameView;
  readonly mail: MailLineView;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Where the mail itself is found; null when no copy is kept. */
  readonly frame_path: string | null;
  readonly source_path: string | null;
  readonly again: FormView | null;
}

export const OneMailPage: FC<{ readonly view: OneMailView }> = ({ view: { mail, ...view } }) => (
  <DeskPage frame={view.frame} title={mail.name} aside={<State state={mail.state} />}>
    {mail.reason === null ? null : <p class="meaning">{mail.reason}</p>}
    <Facts
      facts={[
        ...(mail.order === null
          ? []
          : [{ name: w("mail.order"), value: <a href={mail.order.href}>{mail.order.label}</a> }]),
        ...mail.times.map(({ label, at }) => ({ name: label, value: <At at={at} /> })),
        ...view.facts,
      ]}
    />
    {view.again === null || mail.key === null ? null : (
      <DeskForm form={view.again} class="act">
        <input type="hidden" name="key" value={mail.key} />
        <input type="hidden" name="back" value="mail" />
        <button class="button" type="submit">{w("again.one")}</button>
        <p class="muted small">{w("again.hint")}</p>
      </DeskForm>
    )}
    <Section
      title={w("mail.sent")}
      aside={view.source_path === null ? undefined : <a href={view.source_path}>{w("mail.source")}</a>}
    >
      {view.frame_path === null ? <Nothing>{w("mail.gone")}</Nothing> : (
        <iframe
          class="sheet"
          title={w("mail.frame")}
          src={view.frame_path}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
        />
      )}
    </Section>
  </DeskPage>
);
