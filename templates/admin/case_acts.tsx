/** What else can be done with a case: hand it over, snooze, file, merge, link it to an order. */
import type { FC } from "hono/jsx";
import type { CaseView } from "./case_shown.ts";
import { One } from "./case_solve.tsx";
import { DeskForm, Section } from "./desk_page.tsx";
import { w } from "./words.ts";

export const CaseActs: FC<{ readonly view: CaseView }> = ({ view }) => (
  <Section title={w("case.acts")}>
    {view.frame.may("POST", view.act.action)
      ? <input type="hidden" data-case-token value={view.act.token} />
      : null}
    <div class="act">
      <One
        view={view}
        act={view.assignee === null ? "take" : "leave"}
        label={view.assignee === null ? w("case.take") : w("case.leave", { person: view.assignee })}
      />
    </div>
    {view.colleagues.length === 0
      ? null
      : (
        <DeskForm form={{ ...view.act, action: `${view.act.action}/give` }} class="inline below">
          <div>
            <label for="to">{w("case.give")}</label>
            <select id="to" name="to">
              {view.colleagues.map((name) => <option value={name}>{name}</option>)}
            </select>
          </div>
          <button class="button quiet" type="submit">{w("case.give_do")}</button>
        </DeskForm>
      )}
    <DeskForm form={{ ...view.act, action: `${view.act.action}/snooze` }} class="inline below">
      <div>
        <label for="until">{w("case.snooze")}</label>
        <select id="until" name="until">
          {view.snoozes.map(({ value, label }) => <option value={value}>{label}</option>)}
        </select>
      </div>
      <button class="button quiet" type="submit">{w("case.snooze_do")}</button>
    </DeskForm>
    <DeskForm form={{ ...view.act, action: `${view.act.action}/file` }} class="inline below">
      <div>
        <label for="kind">{w("case.kind")}</label>
        <select id="kind" name="kind">
          {view.kinds.map(({ value, label, chosen }) => (
            <option value={value} selected={chosen}>{label}</option>
          ))}
        </select>
      </div>
      <div>
        <label for="tags">{w("case.tags")}</label>
        <input id="tags" name="tags" value={view.tags} maxlength={400} />
      </div>
      <button class="button quiet" type="submit">{w("case.file_do")}</button>
    </DeskForm>
    <DeskForm form={{ ...view.act, action: `${view.act.action}/merge` }} class="inline below">
      <div>
        <label for="into">{w("case.merge")}</label>
        <input id="into" name="into" maxlength={200} required />
      </div>
      <button class="button quiet" type="submit">{w("case.merge_do")}</button>
    </DeskForm>
    {view.order !== null
      ? null
      : (
        <DeskForm form={{ ...view.act, action: `${view.act.action}/link` }} class="inline below">
          <div>
            <label for="order">{w("case.link")}</label>
            <input id="order" name="order" maxlength={128} required />
          </div>
          <button class="button quiet" type="submit">{w("case.link_do")}</button>
        </DeskForm>
      )}
  </Section>
);
