/** Shows how well a shop's mails arrive. Each colour has its words beside it. */
import type { Child, FC } from "hono/jsx";
import { DeskPage, Nothing, Section, State } from "./desk_page.tsx";
import type { FrameView, LinkTo, StateView, Tone } from "./view.ts";
import { w } from "./words.ts";

interface RateCell {
  readonly text: string;
  readonly tone: Tone;
}

export interface DeliverabilityView {
  readonly frame: FrameView;
  readonly warnings: readonly { readonly text: string; readonly tone: "warn" | "bad" }[];
  readonly counted: boolean;
  readonly days: string;
  readonly rates: readonly {
    readonly name: string;
    readonly mails: string;
    readonly complaints: RateCell;
    readonly bounces: RateCell;
  }[];
  readonly channels: readonly {
    readonly name: string;
    readonly state: StateView;
    readonly today: string;
    readonly complaints: RateCell | null;
    readonly bounces: RateCell | null;
  }[];
  readonly dmarc: {
    readonly lead: string;
    readonly sources: readonly {
      readonly name: string;
      readonly facts: readonly string[];
      readonly mails: string;
      readonly dkim: string;
      readonly spf: string;
      /** Quarantined or rejected. */
      readonly held: string;
      readonly state: StateView;
    }[];
    readonly reporters: readonly string[];
    /** The DNS record by which reports come here; null for a shop whose mail does not reach the Worker. */
    readonly record: { readonly name: string; readonly value: string } | null;
  };
  readonly links: readonly LinkTo[];
}

export const DeliverabilityPage: FC<{ readonly view: DeliverabilityView }> = ({ view }) => (
  <DeskPage frame={view.frame} title={w("tab.deliverability")}>
    <nav class="chips" aria-label={w("deliver.more")}>
      {view.links.map(({ href, label }) => <a href={href}>{label}</a>)}
    </nav>
    {view.warnings.length === 0
      ? <p class="muted meaning">{w("deliver.well")}</p>
      : (
        <ul class="calls" aria-label={w("deliver.warnings")}>
          {view.warnings.map(({ text, tone }) => (
            <li class={tone}>
              <span>{text}</span>
            </li>
          ))}
        </ul>
      )}
    <Section title={w("deliver.rates")} aside={<span class="muted">{view.days}</span>}>
      {view.counted ? null : <p class="muted meaning">{w("figures.not_counted")}</p>}
      <Table
        title={w("deliver.rates")}
        columns={[w("deliver.provider"), w("deliver.mails"), w("rate.complaints"), w("rate.bounces")]}
      >
        {view.rates.map(({ name, mails, complaints, bounces }) => (
          <tr>
            <th scope="row">{name}</th>
            <td class="number">{mails}</td>
            <Cell rate={complaints} />
            <Cell rate={bounces} />
          </tr>
        ))}
      </Table>
      <p class="muted small">{w("deliver.limits")}</p>
    </Section>
    <Section title={w("tab.channels")}>
      <Table
        title={w("tab.channels")}
        columns={[
          w("domain.channel"),
          w("deliver.state"),
          w("deliver.today"),
          w("rate.complaints"),
          w("rate.bounces"),
        ]}
      >
        {view.channels.map(({ name, state, today, complaints, bounces }) => (
          <tr>
            <th scope="row">{name}</th>
            <td>
              <State state={state} />
            </td>
            <td class="number">{today}</td>
            <Cell rate={complaints} />
            <Cell rate={bounces} />
          </tr>
        ))}
      </Table>
    </Section>
    <Section title={w("deliver.dmarc")}>
      <p class="muted meaning">{view.dmarc.lead}</p>
      {view.dmarc.sources.length === 0 ? null : (
        <Table
          title={w("deliver.dmarc")}
          columns={[
            w("deliver.source"),
            w("deliver.state"),
            w("deliver.mails"),
            "DKIM",
            "SPF",
            w("deliver.held"),
          ]}
        >
          {view.dmarc.sources.map(({ name, facts, state, mails, dkim, spf, held }) => (
            <tr>
              <th scope="row">
                {name}
                {facts.map((fact) => <p class="why">{fact}</p>)}
              </th>
              <td>
                <State state={state} />
              </td>
              <td class="number">{mails}</td>
              <td class="number">{dkim}</td>
              <td class="number">{spf}</td>
              <td class="number">{held}</td>
            </tr>
          ))}
        </Table>
      )}
      {view.dmarc.reporters.length === 0
        ? null
        : <ul class="improve">{view.dmarc.reporters.map((text) => <li class="quiet">{text}</li>)}</ul>}
      {view.dmarc.record === null ? <Nothing>{w("deliver.no_address")}</Nothing> : (
        <>
          <p class="muted small">{w("deliver.record")}</p>
          <dl class="side">
            <div>
              <dt>{w("domain.name")}</dt>
              <dd>
                <code class="copy">{view.dmarc.record.name}</code>
              </dd>
            </div>
            <div>
              <dt>{w("domain.value")}</dt>
              <dd>
                <code class="copy">{view.dmarc.record.value}</code>
              </dd>
            </div>
          </dl>
        </>
      )}
    </Section>
  </DeskPage>
);

const Table: FC<{ readonly title: string; readonly columns: readonly string[]; readonly children: Child }> = (
  { title, columns, children },
) => (
  <div class="scroll" tabindex={0} role="region" aria-label={title}>
    <table>
      <thead>
        <tr>
          {columns.map((name, at) => <th scope="col" class={at === 0 ? "" : "number"}>{name}</th>)}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  </div>
);

const Cell: FC<{ readonly rate: RateCell | null }> = ({ rate }) => (
  <td class="number">
    {rate === null
      ? w("rate.none")
      : rate.tone === "warn" || rate.tone === "bad"
      ? <State state={{ label: rate.text, tone: rate.tone }} />
      : rate.text}
  </td>
);
