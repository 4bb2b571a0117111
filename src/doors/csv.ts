/** Reads and writes CSV as spreadsheets do (RFC 4180, or with semicolons). It does not interpret the cells. */

export interface CsvRow {
  /** Number of the line on which the row begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Returns the rows that are not empty. The separator is the first of `;`, tab and `,` that the first line contains. */
export function csvRows(text: string): readonly CsvRow[] {
  const plain = text.replace(/^\uFEFF/, "");
  const first = plain.slice(0, plain.search(/[\r\n]|$/));
  const separator = [";", "\t"].find((sign) => first.includes(sign)) ?? ",";
  const rows: CsvRow[] = [];
  let cells: string[] = [];
  let cell = "";
  let quoted = false;
  let line = 1;
  let began = 1;
  const endRow = () => {
    cells.push(cell);
    if (cells.some((one) => one.trim() !== "")) rows.push({ line: began, cells });
    cells = [];
    cell = "";
  };
  for (let at = 0; at < plain.length; at++) {
    const sign = plain[at]!;
    if (sign === "\n") line++;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (plain[at + 1] === '"') {
        cell += sign;
        at++;
      } else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === separator) {
      cells.push(cell);
      cell = "";
    } else if (sign === "\n") {
      endRow();
      began = line;
    } else if (sign !== "\r") cell += sign;
  }
  endRow();
  return rows;
}

export function csvLine(cells: readonly string[]): string {
  return `${
    cells.map((cell) => /[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell).join(",")
  }\r\n`;
}
