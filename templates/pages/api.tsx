/** The readable page of the API: operations by tag, the shapes of answers, the kinds of problems. It runs no script. */
import type { FC } from "hono/jsx";
import { PageLayout } from "./page_layout.tsx";
import { apiStylesheet } from "./stylesheet.ts";

interface Field {
  readonly name: string;
  readonly type: string;
  readonly is_required: boolean;
  readonly description: string;
}

interface ApiPageProps {
  readonly version: string;
  readonly lead: string;
  readonly tags: readonly {
    readonly name: string;
    readonly description: string;
    readonly operations: readonly {
      readonly id: string;
      readonly method: string;
      readonly path: string;
      readonly title: string;
      readonly more: string;
      readonly scope: string;
      readonly query: readonly Field[];
      readonly body: readonly Field[];
      readonly status: string;
      readonly answer: readonly Field[];
      readonly refusals: readonly string[];
    }[];
  }[];
  readonly shapes: readonly (readonly [string, readonly Field[]])[];
  readonly problems: readonly (readonly [string, string])[];
}

export const ApiPage: FC<ApiPageProps> = ({ version, lead, tags, shapes, problems }) => (
  <PageLayout locale="en" dir="ltr" title="API" stylesheet={apiStylesheet.path()}>
    <main class="api">
      <h1>API {version}</h1>
      <p>{lead}</p>
      <p>
        Every path begins with <code>/api/shops/&#123;shop&#125;/</code>. As{" "}
        <a href="/api/openapi.json">OpenAPI 3.1</a>.
      </p>
      <nav aria-label="Parts">
        <ul>
          {tags.map(({ name }) => (
            <li>
              <a href={`#${name}`}>{name}</a>
            </li>
          ))}
          <li>
            <a href="#shapes">shapes</a>
          </li>
          <li>
            <a href="#problems">problems</a>
          </li>
        </ul>
      </nav>
      {tags.map(({ name, description, operations }) => (
        <section id={name}>
          <h2>{name}</h2>
          <p>{description}.</p>
          {operations.map((one) => (
            <article id={one.id}>
              <h3>
                <code>{one.method} {one.path}</code>
              </h3>
              <p>
                <strong>{one.title}.</strong> <Marked text={one.more} />
              </p>
              <p class="muted">
                Scope <code>{one.scope}</code>. Answers {one.status}
                {one.refusals.length === 0 ? "." : `; refuses with ${one.refusals.join(", ")}.`}
              </p>
              <Fields title="Query" fields={one.query} />
              <Fields title="Body" fields={one.body} />
              <Fields title="Answer" fields={one.answer} />
            </article>
          ))}
        </section>
      ))}
      <section id="shapes">
        <h2>Shapes</h2>
        {shapes.map(([name, fields]) => (
          <article id={`shape-${name}`}>
            <Fields title={name} fields={fields} />
          </article>
        ))}
      </section>
      <section id="problems">
        <h2>Problems</h2>
        <p>
          Whatever is refused is <code>application/problem+json</code>. Its <code>type</code> leads here.
        </p>
        <dl>
          {problems.map(([kind, title]) => (
            <>
              <dt id={`problem-${kind}`}>
                <code>{kind}</code>
              </dt>
              <dd>{title}.</dd>
            </>
          ))}
        </dl>
      </section>
    </main>
  </PageLayout>
);

const Fields: FC<{ readonly title: string; readonly fields: readonly Field[] }> = ({ title, fields }) =>
  fields.length === 0 ? null : (
    <div class="scroll" tabindex={0} role="region" aria-label={title}>
      <table>
        <caption>{title}</caption>
        <tbody>
          {fields.map(({ name, type, is_required, description }) => (
            <tr>
              <th scope="row">
                <code>{name}</code>
                {name === "" || is_required ? null : <span class="muted">optional</span>}
              </th>
              <td>
                <code>{type}</code>
              </td>
              <td>
                <Marked text={description} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

/** Text in which backticks hold code. */
const Marked: FC<{ readonly text: string }> = ({ text }) => (
  <>
    {text.split("`").map((part, at) => at % 2 === 1 ? <code>{part}</code> : part)}
  </>
);
