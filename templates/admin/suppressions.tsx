/** Shows the suppression list: adds one entry, removes one, imports or exports a file. */
import type { FC } from "hono/jsx";
import { At, DeskForm, DeskPage, Nothing, Onward, Section } from "./desk_page.tsx";
import type { FormView, FrameView, LinkTo, MomentView } from "./view.ts";
import { w, wordFor } from "./words.ts";

export interface SuppressionLineView {
  readonly address: string;
  readonly class: string;
  readonly reason: string;
  readonly at: MomentView;
  /** Null for ever. */
  readonly until: MomentView | null;
  /** True where the entry has expired, or only counts soft bounces. */
  readonly over: boolean;
}

export interface SuppressionsView {
  readonly frame: FrameView;
  readonly lines: readonly SuppressionLineView[];
  /** The address that was searched for; null where the whole list is shown. */
  readonly found: string | null;
  readonly find: FormView;
  readonly add: FormView;
  readonly release: FormView;
  readonly import: FormView;
  readonly exports: readonly LinkTo[];
  readonly all_path: string;
  readonly next: string | null;
  /** The errors of the last input, one per line. */
  readonly faults: readonly string[];
}

const CLASSES = ["all", "progress", "care"] as const;

export const SuppressionsPage: FC<{ readonly view: SuppressionsView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.suppressions")}>
    <p class="muted meaning">{w("list.lead")}</p>
    {view.faults.length === 0 ? null : (
      <div class="fault" role="alert">
        <ul>{view.faults.map((fault) => <li>{fault}</li>)}</ul>
      </div>
    )}
    <DeskForm form={view.find} class="inline">
      <div>
        <label for="find">{w("list.find")}</label>
        <AddressInput id="find" value={view.found ?? ""} />
      </div>
      <button class="button quiet" type="submit">{w("list.find_submit")}</button>
    </DeskForm>
    {view.found === null ? null : (
      <p class="small below">
        <a href={view.all_path}>{w("list.all")}</a>
      </p>
    )}
    {view.lines.length === 0
      ? <Nothing>{w(view.found === null ? "list.none" : "list.not_found")}</Nothing>
      : (
        <ul class="lines refused">
          {view.lines.map((line) => (
            <li class={line.over ? "over" : ""}>
              <div class="what">
                <span class="name">{line.address}</span>
                <span class="muted">{wordFor("class", line.class)}</span>
                <p class="why">
                  {wordFor("refused", line.reason)} · {line.until === null ? w("list.for_ever") : (
                    <>
                      {w(line.over ? "list.was_until" : "list.until")} <At at={line.until} />
                    </>
                  )}
                </p>
              </div>
              <div class="when">
                <At at={line.at} />
              </div>
              <DeskForm form={view.release}>
                <input type="hidden" name="email" value={line.address} />
                <input type="hidden" name="class" value={line.class} />
                <button
                  class="plainly"
                  type="submit"
                  aria-label={w("list.release_one", { address: line.address })}
                >
                  {w("list.release")}
                </button>
              </DeskForm>
            </li>
          ))}
        </ul>
      )}
    <Onward href={view.next}>{w("list.next")}</Onward>
    <Section title={w("list.add")}>
      <DeskForm form={view.add} class="inline">
        <div>
          <label for="email">{w("list.email")}</label>
          <AddressInput id="email" value="" />
        </div>
        <div>
          <label for="class">{w("list.class")}</label>
          <select id="class" name="class">
            {CLASSES.map((name) => <option value={name}>{w(`class.${name}`)}</option>)}
          </select>
        </div>
        <button class="button" type="submit">{w("list.add_submit")}</button>
      </DeskForm>
    </Section>
    <Section title={w("list.files")}>
      <DeskForm form={view.import} class="inline" file>
        <div>
          <label for="file">{w("list.import")}</label>
          <input
            id="file"
            name="file"
            type="file"
            required
            accept=".csv,.jsonl,.ndjson,.txt,text/csv"
            aria-describedby="file-hint"
          />
        </div>
        <button class="button quiet" type="submit">{w("list.import_submit")}</button>
      </DeskForm>
      <p class="muted small" id="file-hint">{w("list.import_hint")}</p>
      <p class="small below">
        {w("list.export")} {view.exports.map(({ href, label }) => <a class="apart" href={href}>{label}</a>)}
      </p>
    </Section>
  </DeskPage>
);

/** A mail address or a number: a browser would take no number in a field for mail addresses alone. */
const AddressInput: FC<{ readonly id: string; readonly value: string }> = ({ id, value }) => (
  <input
    id={id}
    name="email"
    type="text"
    inputmode="email"
    required
    maxlength={254}
    autocomplete="off"
    value={value}
  />
);
