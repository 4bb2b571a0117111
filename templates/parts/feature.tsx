/** The main object of a mail, between its lead and its button: a code to type, or a product. */
import type { FC } from "hono/jsx";
import { LIGHT } from "./accent.ts";

export type Feature =
  | { readonly shape: "code"; readonly code: string }
  | {
    readonly shape: "product";
    readonly title: string;
    readonly variant: string | null;
    readonly price: string | null;
    readonly image_url: string | null;
  };

/** Digits in each of two groups, which are easy to read. */
const GROUP_DIGITS = 3;
const PICTURE_PX = 240;

export const FeatureHtml: FC<{ readonly feature: Feature }> = ({ feature }) => {
  switch (feature.shape) {
    case "code":
      return <Code code={feature.code} />;
    case "product":
      return <Product {...feature} />;
  }
};

/** The space between the digits is only style, so that copying gives the code alone. */
const Code: FC<{ readonly code: string }> = ({ code }) => (
  <table role="presentation" width="100%" cellpadding="0" cellspacing="0">
    <tr>
      <td
        class="s"
        align="center"
        bgcolor={LIGHT.soft}
        dir="ltr"
        style={`padding:24px 12px;border-radius:10px;background:${LIGHT.soft};font-size:40px;line-height:1.2;font-weight:600;letter-spacing:.12em`}
      >
        {code.slice(0, GROUP_DIGITS)}
        <span style="padding-left:.3em">{code.slice(GROUP_DIGITS)}</span>
      </td>
    </tr>
  </table>
);

const Product: FC<Extract<Feature, { shape: "product" }>> = ({ title, variant, price, image_url }) => (
  <div style="padding-bottom:28px">
    {image_url === null ? null : (
      <img
        class="i"
        src={image_url}
        alt={title}
        width={String(PICTURE_PX)}
        height={String(PICTURE_PX)}
        style="margin-bottom:16px;font-size:16px"
      />
    )}
    <div style="font-size:18px;font-weight:600">{title}</div>
    {variant === null ? null : <div class="m" style={`font-size:14px;color:${LIGHT.muted}`}>{variant}</div>}
    {price === null ? null : <div style="padding-top:4px">{price}</div>}
  </div>
);

/** Paragraphs of the text part. */
export function featureText(feature: Feature): readonly (readonly (string | null)[])[] {
  switch (feature.shape) {
    case "code":
      return [[feature.code]];
    case "product":
      return [[feature.title, feature.variant, feature.price]];
  }
}
