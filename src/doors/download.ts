/** Returns the headers of a file that a browser saves under `filename`, which is of letters, digits, `_`, `-` and `.` alone. */
export function downloadHeaders(type: string, filename: string): Record<string, string> {
  return { "Content-Type": type, "Content-Disposition": `attachment; filename="${filename}"` };
}
