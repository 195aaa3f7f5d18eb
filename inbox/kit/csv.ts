/** A table as comma-separated values (RFC 4180), with a mark that tells spreadsheets that it is UTF-8. Numbers stay numbers; what is not there is empty. */
export function csvOf(rows: readonly (readonly (string | number | null | undefined)[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

/**
 * What begins like a formula would be run by a spreadsheet that opens the file: an apostrophe before it makes it a text
 * (https://owasp.org/www-community/attacks/CSV_Injection). Some programs look past spaces and quotes, or take the wide forms of these signs.
 */
const LIKE_A_FORMULA = /^[\s"']*[=+\-@\t\r|%＝＋－＠]/;

function cellOf(value: string | number | null | undefined): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const inert = LIKE_A_FORMULA.test(value) ? `'${value}` : value;
  return `"${inert.replaceAll('"', '""')}"`;
}
