/** What the benches use of libraries that bring no types. */
declare module "mjml" {
  export default function mjml2html(
    mjml: string,
  ): { readonly html: string } | Promise<{ readonly html: string }>;
}

declare module "react" {
  export type FC<Props> = (props: Props) => unknown;
  export function createElement<Props>(
    component: string | FC<Props>,
    props?: Props | null,
    ...children: readonly unknown[]
  ): never;
}
