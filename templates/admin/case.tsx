/** Shows one case: its thread and the answer, and beside them what would solve it and the order. */
import type { FC } from "hono/jsx";
import { CaseActs } from "./case_acts.tsx";
import { WouldSolve } from "./case_solve.tsx";
import { At, DeskForm, DeskPage, Facts, Section, State } from "./desk_page.tsx";
import type { CaseView, EntryView } from "./case_shown.ts";
import { w } from "./words.ts";

/** From so many entries on the answer stands far below. */
const LONG = 10;

export const CasePage: FC<{ readonly view: CaseView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.topic} aside={<State state={view.state} />}>
    <Facts facts={view.facts} />
    {view.warnings.length === 0 ? null : (
      <ul class="calls below">
        {view.warnings.map((text) => (
          <li>
            <span>{text}</span>
          </li>
        ))}
      </ul>
    )}
    <p class="peek">
      <a href="#solve">{w("case.would_solve")}</a>
    </p>
    <div class="columns wide">
      <div>
        <Section
          title={w("case.thread")}
          aside={view.entries.length > LONG ? <a href="#answer">{w("case.to_answer")}</a> : undefined}
        >
          {view.is_cut ? <p class="muted small">{w("case.is_cut", { count: view.entries.length })}</p> : null}
          <div data-live={view.act.action} data-version={view.live.version}>
            <div role="log" aria-label={w("case.thread")}>
              <ol class="said thread">
                <Entries entries={view.entries} />
              </ol>
            </div>
            <div role="status">
              <ul class="presence muted small" hidden={view.live.presence.length === 0}>
                {view.live.presence.map((text) => <li>{text}</li>)}
              </ul>
            </div>
          </div>
        </Section>
        <Composer view={view} />
        <CaseActs view={view} />
      </div>
      <aside aria-label={w("case.beside")}>
        <WouldSolve view={view} />
        {view.order === null
          ? null
          : (
            <Section title={w("case.order")} aside={<State state={view.order.state} />}>
              <p>
                <a href={view.order.link.href}>{view.order.link.label}</a>
              </p>
              <ul class="side below">
                {view.order.lines.map((line) => <li>{line}</li>)}
              </ul>
              <Facts facts={view.order.facts} />
              {view.order.dispute === null ? null : (
                <p>
                  <a class="button quiet" href={view.order.dispute.href} download>
                    {view.order.dispute.label}
                  </a>
                </p>
              )}
            </Section>
          )}
        {view.others.length === 0 ? null : (
          <Section title={w("case.others")}>
            <ul class="other-cases">
              {view.others.map(({ href, label }) => (
                <li>
                  <a href={href}>{label}</a>
                </li>
              ))}
            </ul>
          </Section>
        )}
      </aside>
    </div>
  </DeskPage>
);

const Entries: FC<{ readonly entries: readonly EntryView[] }> = ({ entries }) => (
  <>
    {entries.map((entry) => <Entry entry={entry} />)}
  </>
);

/** The thread's lines as HTML; the script asks for them alone. */
export function entriesHtml(entries: readonly EntryView[]): string {
  return String(<Entries entries={entries} />);
}

const Entry: FC<{ readonly entry: EntryView }> = ({ entry }) => (
  <li class={`${entry.type}${entry.own ? " own" : ""}`}>
    <p class={`muted small ${entry.tone}`}>
      <strong>{entry.author}</strong> {entry.how} · <At at={entry.at} />
    </p>
    {entry.words.map((paragraph) => <p class="paragraph">{paragraph}</p>)}
    {entry.files.length === 0 ? null : (
      <ul class="files">
        {entry.files.map(({ href, label, picture }) => (
          <li>
            <a href={href}>
              {picture ? <img src={href} alt="" loading="lazy" width={120} /> : null}
              {label}
            </a>
          </li>
        ))}
      </ul>
    )}
    {entry.whole === null ? null : (
      <p class="small">
        <a href={entry.whole.href}>{entry.whole.label}</a>
      </p>
    )}
  </li>
);

const Composer: FC<{ readonly view: CaseView }> = ({ view }) => (
  <Section
    id="answer"
    title={view.reader === null ? w("case.answer_page") : w("case.answer", { reader: view.reader })}
  >
    {view.canned.length === 0 ? null : (
      <nav class="chips" aria-label={w("case.canned")}>
        {view.canned.map(({ href, label }) => <a href={href}>{label}</a>)}
      </nav>
    )}
    <DeskForm form={view.answer} class="answer" file>
      <input type="hidden" name="newest_answer" value={view.live.newest_answer} />
      <label for="words">{w("case.words")}</label>
      <textarea id="words" name="words" rows={8} maxlength={10_000} data-draft>{view.draft}</textarea>
      <label for="files">{w("case.attach")}</label>
      <input id="files" name="files" type="file" multiple />
      <div class="act">
        <button class="button" type="submit" name="do" value="wait">{w("case.send")}</button>
        <button class="button quiet" type="submit" name="do" value="solve">{w("case.send_solve")}</button>
        <button class="button quiet" type="submit" name="do" value="draft">{w("case.save_draft")}</button>
        <button class="button quiet" type="submit" name="do" value="note">{w("case.save_note")}</button>
      </div>
      <p class="muted small">{w("case.note_hint")}</p>
    </DeskForm>
  </Section>
);
