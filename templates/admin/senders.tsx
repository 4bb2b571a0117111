/** Shows who sends webhooks to the shop: when each was last heard, whether that is usual, its steps and its secrets. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Section, State } from "./desk_page.tsx";
import { SettingsTabs } from "./settings_part.tsx";
import type { FormView, FrameView, LinkTo, MomentView, StateView } from "./view.ts";
import { deskLanguageNow, w } from "./words.ts";

export interface SenderLineView {
  readonly source: string;
  readonly name: string;
  readonly state: StateView;
  readonly last: MomentView | null;
  readonly topic: string | null;
  /** What its webhooks came to in the last 24 hours and 7 days. */
  readonly counts: readonly string[];
  /** How long it was silent at most: `never silent longer than 2 hours`. */
  readonly usual: string | null;
  /** Where what could not be read lies. */
  readonly unread: LinkTo | null;
  readonly steps: string;
}

export interface SendersView {
  readonly frame: FrameView;
  readonly senders: readonly SenderLineView[];
  readonly others: readonly LinkTo[];
}

export const SendersPage: FC<{ readonly view: SendersView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.settings")} aside={w("settingstab.senders")}>
    <SettingsTabs frame={view.frame} current="senders" />
    <p class="muted meaning">{w("senders.lead")}</p>
    {view.senders.length === 0 ? <Nothing>{w("senders.none")}</Nothing> : (
      <ul class="lines senders">
        {view.senders.map(({ name, state, last, topic, counts, usual, unread, steps }) => (
          <li>
            <div class="what">
              <a class="name" href={steps}>{name}</a>
              <p class="why muted">
                {last === null ? w("senders.never") : (
                  <>
                    {w("senders.last")} <At at={last} />
                    {topic === null ? null : (
                      <>
                        {", "}
                        <code>{topic}</code>
                      </>
                    )}
                  </>
                )}
                {usual === null ? null : ` · ${usual}`}
              </p>
              {counts.length === 0 ? null : <p class="why muted">{counts.join(" · ")}</p>}
              {unread === null ? null : (
                <p class="why">
                  <a href={unread.href}>{unread.label}</a>
                </p>
              )}
            </div>
            <State state={state} />
            <div class="when">
              <a href={steps}>
                {w("senders.steps")}
                <span class="vh">{` ${name}`}</span>
              </a>
            </div>
          </li>
        ))}
      </ul>
    )}
    {view.others.length === 0 ? null : (
      <Section title={w("senders.others")}>
        <p class="muted meaning">{w("senders.others_lead")}</p>
        <nav class="chips" aria-label={w("senders.others")}>
          {view.others.map(({ href, label }) => <a href={href}>{label}</a>)}
        </nav>
      </Section>
    )}
  </DeskPage>
);

/** A text of the steps, in parts. */
export type StepInline =
  | { readonly as: "text" | "bold" | "code" | "em"; readonly text: string }
  | { readonly as: "link"; readonly text: string; readonly href: string };

export type StepBlock =
  | { readonly as: "paragraph" | "item"; readonly parts: readonly StepInline[] }
  | { readonly as: "row"; readonly cells: readonly (readonly StepInline[])[] };

export interface SenderView {
  readonly frame: FrameView;
  readonly name: string;
  readonly state: StateView;
  readonly facts: readonly { readonly name: string; readonly value: string }[];
  readonly address: string;
  readonly back: string;
  readonly fault: string | null;
  /** A secret that was just made, shown this once. */
  readonly made: string | null;
  readonly secret: {
    /** How many are live, and what is known of them. */
    readonly live: string;
    /** Whether the new one works: null where only one is live. */
    readonly verified: StateView | null;
    readonly verified_why: string | null;
    /** Whether Waybill makes it; otherwise the sender does. */
    readonly is_made_here: boolean;
    readonly rotate: FormView;
    /** Null where there is no old one. */
    readonly drop: FormView | null;
  };
  readonly steps: readonly StepBlock[];
}

export const SenderPage: FC<{ readonly view: SenderView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={view.name} aside={<State state={view.state} />}>
    <SettingsTabs frame={view.frame} current="senders" />
    {view.fault === null ? null : <p class="fault" role="alert">{view.fault}</p>}
    {view.made === null ? null : (
      <div role="status">
        <p class="told-here good">{w("senders.made")}</p>
        <label for="made">{w("programs.made_label")}</label>
        <input id="made" readonly value={view.made} size={60} autocomplete="off" />
      </div>
    )}
    <dl class="facts-grid">
      {view.facts.map(({ name, value }) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
    {view.facts.length === 0 ? null : <p class="muted small">{w("senders.counts_hint")}</p>}
    <Section id="steps" title={w("senders.steps")}>
      <p class="meaning">
        {w("senders.address")} <code class="copy">{view.address}</code>
      </p>
      {deskLanguageNow() === "en" ? null : <p class="muted small">{w("senders.steps_english")}</p>}
      <div class="how" lang="en">
        <Steps steps={view.steps} />
      </div>
    </Section>
    <Section
      id="secret"
      title={w("senders.secret")}
      aside={view.secret.verified === null ? undefined : <State state={view.secret.verified} />}
    >
      <p class="muted meaning">{view.secret.live}</p>
      {view.secret.verified_why === null ? null : <p class="meaning">{view.secret.verified_why}</p>}
      <DeskForm form={view.secret.rotate} class="answer">
        {view.secret.is_made_here
          ? (
            <div class="act">
              <button class="button quiet" type="submit" name="do" value="make">{w("senders.make")}</button>
              <p class="muted small">{w("senders.make_hint")}</p>
            </div>
          )
          : null}
        <label for="secret-new">{w("senders.new")}</label>
        <input
          id="secret-new"
          name="secret"
          type="password"
          maxlength={4_096}
          autocomplete="off"
          aria-describedby="secret-hint"
        />
        <p class="muted small" id="secret-hint">{w("senders.new_hint")}</p>
        <div class="act">
          <button class="button quiet" type="submit" name="do" value="keep">{w("senders.keep")}</button>
        </div>
      </DeskForm>
      {view.secret.drop === null ? null : (
        <DeskForm form={view.secret.drop} class="act">
          <button class="button quiet" type="submit">{w("senders.drop")}</button>
          <p class="muted small">{w("senders.drop_hint")}</p>
        </DeskForm>
      )}
    </Section>
    <p class="onward">
      <a href={view.back}>{w("senders.back")}</a>
    </p>
  </DeskPage>
);

/** Items that follow one another are one list, rows one table. */
const Steps: FC<{ readonly steps: readonly StepBlock[] }> = ({ steps }) => {
  const runs: (readonly StepBlock[])[] = [];
  for (const step of steps) {
    const last = runs.at(-1);
    if (last !== undefined && last[0]!.as === step.as && step.as !== "paragraph") {
      runs[runs.length - 1] = [...last, step];
    } else runs.push([step]);
  }
  return (
    <>
      {runs.map((run) => {
        const [first] = run;
        if (first!.as === "row") {
          return (
            <div class="scroll">
              <table>
                <tbody>
                  {run.map((row) => (
                    <tr>
                      {row.as === "row"
                        ? row.cells.map((cell) => (
                          <td>
                            <Inline parts={cell} />
                          </td>
                        ))
                        : null}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          );
        }
        return first!.as === "item"
          ? (
            <ul>
              {run.map((one) =>
                one.as === "item"
                  ? (
                    <li>
                      <Inline parts={one.parts} />
                    </li>
                  )
                  : null
              )}
            </ul>
          )
          : <p>{first!.as === "paragraph" ? <Inline parts={first!.parts} /> : null}</p>;
      })}
    </>
  );
};

const Inline: FC<{ readonly parts: readonly StepInline[] }> = ({ parts }) => (
  <>
    {parts.map((part) =>
      part.as === "bold"
        ? <strong>{part.text}</strong>
        : part.as === "code"
        ? <code>{part.text}</code>
        : part.as === "em"
        ? <em>{part.text}</em>
        : part.as === "link"
        ? <a href={part.href} rel="noreferrer">{part.text}</a>
        : part.text
    )}
  </>
);
