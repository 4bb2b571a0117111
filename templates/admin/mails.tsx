/** Lists the mails that failed, by state and newest first, and shows one mail as it was sent. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Facts, Nothing, Onward, Section, State } from "./desk_page.tsx";
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
  <DeskPage
    frame={view.frame}
    title={w("mails.title")}
    aside={<a href={`/admin/${view.frame.shop.id}/mails/kinds`}>{w("texts.kinds")}</a>}
  >
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
    <Onward href={view.next}>{w("mails.older")}</Onward>
  </DeskPage>
);

export interface OneMailView {
  readonly frame: FrameView;
  readonly mail: MailLineView;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  /** Where the mail itself is found; null when no copy is kept. */
  readonly frame_path: string | null;
  readonly source_path: string | null;
  /** Above the mail: that it was sent, or that it would have gone. */
  readonly title: string;
  readonly fault: string | null;
  /** Null where it cannot be sent again. */
  readonly again: SendOneView | null;
}

export interface SendOneView {
  readonly form: FormView;
  readonly key: string;
  readonly to: string;
  /** What is said of an address that takes no such mail; null where nothing speaks against it. */
  readonly despite: string | null;
  /** True where the kept copy goes out, to the reader it had. */
  readonly is_copy: boolean;
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
    {view.fault === null ? null : <p class="fault below" role="alert">{view.fault}</p>}
    {view.again === null ? null : (
      <div id="again">
        <SendOne {...view.again} />
      </div>
    )}
    <Section
      title={view.title}
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

const SendOne: FC<SendOneView> = ({ form, key, to, despite, is_copy }) => (
  <DeskForm form={form} class="below">
    <input type="hidden" name="key" value={key} />
    <input type="hidden" name="back" value="mail" />
    <div class="inline">
      {is_copy ? null : (
        <div>
          <label for="to">{w("again.to")}</label>
          <input
            id="to"
            name="email"
            type="email"
            maxlength={254}
            autocomplete="off"
            value={to}
            aria-describedby="to-hint"
          />
        </div>
      )}
      <button class="button" type="submit">{w("again.one")}</button>
    </div>
    {despite === null ? null : (
      <p class="below">
        <input type="checkbox" id="despite" name="despite" value="on" />{" "}
        <label for="despite">{despite}</label>
      </p>
    )}
    <p class="muted small below" id="to-hint">
      {w(is_copy ? "again.copy" : "again.written_anew")} {is_copy ? null : w("again.to_hint")}
    </p>
  </DeskForm>
);
