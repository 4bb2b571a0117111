/** Lays out a page with one form: its purpose, its fields, one button. All forms share this layout. */
import type { Child, FC } from "hono/jsx";
import { type Translate, translator } from "../locales/translate.ts";
import { labelled } from "../parts/labelled.ts";
import type { LinkView, ShopView } from "../view.ts";
import { ShopPage } from "./shop_page.tsx";

interface Labelled {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | null;
}

export type FieldView =
  | (Labelled & {
    readonly type: "text" | "email" | "tel" | "code" | "long";
    readonly value?: string;
    readonly required?: boolean;
    readonly autocomplete?: string;
  })
  | (Labelled & {
    readonly type: "one" | "many" | "score";
    readonly options: readonly OptionView[];
    readonly required?: boolean;
  })
  | (Labelled & { readonly type: "quantities"; readonly items: readonly QuantityView[] })
  /** One of a list that folds up; `none` stands there before anything is chosen. */
  | (Labelled & {
    readonly type: "pick";
    readonly options: readonly OptionView[];
    readonly none: string;
    readonly required?: boolean;
  })
  /** An ordered list: one of a list that folds up at each place, and whether `none` holds all the same. */
  | (Labelled & {
    readonly type: "ways";
    readonly places: readonly PlaceView[];
    readonly none: string;
    readonly beside: PlaceOption;
  })
  | (Labelled & { readonly type: "pictures" })
  /** What is read before the button is pressed. */
  | { readonly type: "lines"; readonly lines: readonly string[] };

export interface OptionView {
  readonly value: string;
  readonly label: string;
  readonly hint?: string | null;
  readonly checked?: boolean;
}

export interface PlaceView {
  readonly name: string;
  readonly label: string;
  readonly options: readonly OptionView[];
}

export interface PlaceOption {
  readonly name: string;
  readonly label: string;
  readonly checked: boolean;
}

export interface QuantityView {
  readonly name: string;
  readonly title: string;
  readonly detail: string | null;
  readonly max: number;
  readonly value: number;
}

export interface FormView {
  readonly locale: string;
  readonly shop: ShopView;
  /** `Order #1001`, or null where no order is meant. */
  readonly reference: string | null;
  readonly title: string;
  readonly lead: readonly string[];
  /** The error of the last attempt to send the form. */
  readonly error: string | null;
  /** The result of the last form that was saved. */
  readonly saved?: string | null;
  readonly action: string;
  /** Fields that are not shown. */
  readonly hidden: Readonly<Record<string, string>>;
  readonly fields: readonly FieldView[];
  readonly submit: string;
  /** True where the button's action cannot be undone. */
  readonly is_grave?: boolean;
  readonly back: LinkView | null;
  /** What is still to be done elsewhere, above the form. */
  readonly steps?: readonly StepView[];
  /** The Turnstile site key; null where the shop has none. */
  readonly turnstile?: string | null;
}

export interface StepView {
  readonly title: string;
  readonly says: string;
  readonly link?: LinkView;
}

export const FormPage: FC<{ readonly form: FormView }> = ({ form }) => {
  const { fields, hidden, back, error } = form;
  const t = translator(form.locale, form.shop.texts);
  const sends_pictures = fields.some(({ type }) => type === "pictures");
  return (
    <ShopPage locale={form.locale} title={form.title} shop={form.shop} aside={form.reference} narrow>
      {back === null ? null : <Back {...back} />}
      <h1>{form.title}</h1>
      {form.lead.map((sentence) => <p class="lead">{sentence}</p>)}
      {error === null ? null : <p class="fault" role="alert">{error}</p>}
      {form.saved === null || form.saved === undefined
        ? null
        : <p class="saved" role="status">{form.saved}</p>}
      {(form.steps ?? []).map(({ title, says, link }) => (
        <section class="card step">
          <h2>{title}</h2>
          <p>{says}</p>
          {link === undefined ? null : (
            <p>
              <a class="button" href={link.href} rel="noreferrer">{link.label}</a>
            </p>
          )}
        </section>
      ))}
      <form
        class="card fields"
        method="post"
        action={form.action}
        enctype={sends_pictures ? "multipart/form-data" : undefined}
      >
        {Object.entries(hidden).map(([name, value]) => <input type="hidden" name={name} value={value} />)}
        {fields.map((field) => <Field field={field} t={t} />)}
        {form.turnstile === null || form.turnstile === undefined
          ? null
          : <div class="cf-turnstile" data-sitekey={form.turnstile} data-language={form.locale} />}
        <button class={form.is_grave === true ? "button grave" : "button"} type="submit">
          {form.submit}
        </button>
      </form>
      {form.turnstile === null || form.turnstile === undefined
        ? null
        : <script src="https://challenges.cloudflare.com/turnstile/v0/api.js" async defer />}
    </ShopPage>
  );
};

/** The way back, above a page's headline. */
export const Back: FC<LinkView> = ({ href, label }) => (
  <p class="back">
    <a href={href}>
      <span class="arrow" aria-hidden="true">←</span> {label}
    </a>
  </p>
);

interface FieldProps {
  readonly field: FieldView;
  readonly t: Translate;
}

const Field: FC<FieldProps> = ({ field, t }) => {
  switch (field.type) {
    case "text":
    case "email":
    case "tel":
    case "code":
    case "long":
      return <Written field={field} />;
    case "one":
    case "many":
    case "score":
      return <Choice field={field} />;
    case "pick":
      return <Pick field={field} />;
    case "ways":
      return <Ways field={field} />;
    case "quantities":
      return (
        <Group field={field} kind="quantities">
          {field.items.map((item) => <Quantity item={item} t={t} />)}
        </Group>
      );
    case "pictures":
      return (
        <div class="field">
          <label for={field.name}>{field.label}</label>
          <Hint field={field} />
          <input
            id={field.name}
            name={field.name}
            type="file"
            accept="image/jpeg,image/png,image/webp"
            multiple
            aria-describedby={hintId(field)}
          />
        </div>
      );
    case "lines":
      return <div class="lines">{field.lines.map((line) => <p>{line}</p>)}</div>;
  }
};

type WrittenField = Extract<FieldView, { type: "text" | "email" | "tel" | "code" | "long" }>;

const Written: FC<{ readonly field: WrittenField }> = ({ field }) => {
  const shared = {
    id: field.name,
    name: field.name,
    required: field.required === true,
    autocomplete: field.autocomplete,
    "aria-describedby": hintId(field),
  };
  return (
    <div class="field">
      <label for={field.name}>{field.label}</label>
      <Hint field={field} />
      {field.type === "long"
        ? <textarea {...shared} rows={5} maxlength={2_000}>{field.value ?? ""}</textarea>
        : field.type === "code"
        ? (
          <input
            {...shared}
            class="digits"
            type="text"
            inputmode="numeric"
            pattern="[0-9 ]{6,8}"
            maxlength={8}
          />
        )
        : <input {...shared} type={field.type} value={field.value ?? ""} maxlength={254} />}
    </div>
  );
};

const Pick: FC<{ readonly field: Extract<FieldView, { type: "pick" }> }> = ({ field }) => (
  <div class="field">
    <label for={field.name}>
      <bdi>{field.label}</bdi>
    </label>
    <Hint field={field} />
    <select
      id={field.name}
      name={field.name}
      required={field.required === true}
      aria-describedby={hintId(field)}
    >
      <option value="">{field.none}</option>
      {field.options.map(({ value, label, checked }) => (
        <option value={value} selected={checked === true}>{label}</option>
      ))}
    </select>
  </div>
);

const Ways: FC<{ readonly field: Extract<FieldView, { type: "ways" }> }> = ({ field }) => (
  <Group field={field} kind="quantities">
    {field.places.map(({ name, label, options }) => (
      <div class="quantity">
        <label for={name}>{label}</label>
        <select id={name} name={name}>
          <option value="">{field.none}</option>
          {options.map((option) => (
            <option value={option.value} selected={option.checked === true}>{option.label}</option>
          ))}
        </select>
      </div>
    ))}
    <label class="option">
      <input type="checkbox" name={field.beside.name} value="1" checked={field.beside.checked} />
      <span>{field.beside.label}</span>
    </label>
  </Group>
);

const Choice: FC<{ readonly field: Extract<FieldView, { type: "one" | "many" | "score" }> }> = (
  { field },
) => (
  <Group field={field} kind={field.type === "score" ? "score" : "choices"}>
    {field.options.map(({ value, label, hint, checked }) => (
      <label class="option">
        <input
          type={field.type === "many" ? "checkbox" : "radio"}
          name={field.name}
          value={value}
          checked={checked === true}
          required={field.type !== "many" && field.required === true}
        />
        <span>
          {label}
          {hint === undefined || hint === null ? null : <small>{hint}</small>}
        </span>
      </label>
    ))}
  </Group>
);

/** One piece is a tap; several are a number. */
const Quantity: FC<{ readonly item: QuantityView; readonly t: Translate }> = ({ item, t }) =>
  item.max === 1 ? <OnePiece item={item} /> : <Count item={item} t={t} />;

const OnePiece: FC<{ readonly item: QuantityView }> = ({ item }) => (
  <label class="option">
    <input id={item.name} type="checkbox" name={item.name} value="1" checked={item.value === 1} />
    <span>
      <bdi>{item.title}</bdi>
      {item.detail === null ? null : <small>{item.detail}</small>}
    </span>
  </label>
);

const Count: FC<{ readonly item: QuantityView; readonly t: Translate }> = ({ item, t }) => (
  <div class="quantity">
    <label for={item.name}>
      <bdi>{item.title}</bdi>
      {item.detail === null ? null : <small>{item.detail}</small>}
    </label>
    <select
      id={item.name}
      name={item.name}
      aria-label={labelled(t, t("form.pieces"), item.title)}
    >
      {Array.from(
        { length: item.max + 1 },
        (_, count) => <option value={String(count)} selected={count === item.value}>{count}</option>,
      )}
    </select>
  </div>
);

interface GroupProps {
  readonly field: Labelled;
  readonly kind?: string;
  readonly children: Child;
}

const Group: FC<GroupProps> = ({ field, kind = "choices", children }) => (
  <fieldset class={`field ${kind}`} aria-describedby={hintId(field)}>
    <legend>{field.label}</legend>
    <Hint field={field} />
    <div class="options">{children}</div>
  </fieldset>
);

const Hint: FC<{ readonly field: Labelled }> = ({ field }) =>
  field.hint === undefined || field.hint === null
    ? null
    : <p class="hint" id={hintId(field)}>{field.hint}</p>;

function hintId({ name, hint }: Labelled): string | undefined {
  return hint === undefined || hint === null ? undefined : `${name}-hint`;
}
