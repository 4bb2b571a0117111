/** The shop of a row, as the indexes by shop write it: the part of an id before its first slash. */
export function shopOf(column: "id" | "subject" | "ref" | "order_id"): string {
  return `substr(${column}, 1, instr(${column}, '/') - 1)`;
}
