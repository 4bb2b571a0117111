/** Types for the part of pdfkit 0.20 used here; its own package has none, and third-party types bring all of Node's. */
declare module "pdfkit" {
  export interface TextOptions {
    readonly lineBreak?: boolean;
    readonly baseline?: "alphabetic";
  }
  export interface Reference {
    end(): void;
  }
  export default class PDFDocument {
    constructor(options: {
      readonly size: "A4";
      readonly margin: number;
      readonly bufferPages: boolean;
      readonly font: null;
      readonly lang: string;
      readonly displayTitle: boolean;
      readonly info: Readonly<Record<string, string | Date>>;
    });
    readonly page: {
      readonly width: number;
      readonly height: number;
      readonly fonts: Record<string, Reference>;
    };
    addPage(): this;
    bufferedPageRange(): { readonly count: number };
    switchToPage(index: number): void;
    registerFont(name: string, bytes: Uint8Array): this;
    font(name: string): this;
    fontSize(size: number): this;
    widthOfString(text: string): number;
    text(text: string, x: number, y: number, options: TextOptions): this;
    fillColor(colour: string): this;
    strokeColor(colour: string): this;
    lineWidth(width: number): this;
    moveTo(x: number, y: number): this;
    lineTo(x: number, y: number): this;
    stroke(): this;
    link(x: number, y: number, width: number, height: number, url: string): this;
    save(): this;
    restore(): this;
    transform(a: number, b: number, c: number, d: number, e: number, f: number): this;
    addContent(operators: string): this;
    ref(entries: Readonly<Record<string, unknown>>): Reference;
    end(): void;
  }
}

declare module "pdfkit/output" {
  import type PDFDocument from "pdfkit";
  export function toBytes(document: PDFDocument): Promise<Uint8Array<ArrayBuffer>>;
}
