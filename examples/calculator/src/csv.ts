// CSV as spreadsheets write it: comma, semicolon or tab; quotes; any end of line.

export function delimiterOf(firstLine: string): string {
  const count = (char: string): number => firstLine.split(char).length;
  return [",", ";", "\t"].reduce((best, char) => (count(char) > count(best) ? char : best));
}

export function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let position = 0;
  const end = text.length;
  while (position < end) {
    let field: string;
    if (text[position] === '"') {
      field = "";
      let from = position + 1;
      for (;;) {
        const quote = text.indexOf('"', from);
        if (quote < 0) {
          field += text.slice(from);
          position = end;
          break;
        }
        field += text.slice(from, quote);
        if (text[quote + 1] !== '"') {
          position = quote + 1;
          break;
        }
        field += '"';
        from = quote + 2;
      }
    } else field = "";
    let stop = position;
    while (stop < end && text[stop] !== delimiter && text[stop] !== "\n" && text[stop] !== "\r") stop++;
    row.push(field + text.slice(position, stop));
    position = stop;
    if (text[position] === delimiter) {
      position++;
      // A delimiter at the very end still begins one more, empty field.
      if (position < end) continue;
      row.push("");
    }
    if (text[position] === "\r" && text[position + 1] === "\n") position++;
    position++;
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
  }
  return rows;
}

/** A field that no spreadsheet takes for a formula: one that begins like a formula gets an apostrophe before it. */
export function csvField(value: string): string {
  const harmless = /^[\s\p{Cf}]*[=+\-@\t\r＝＋－＠]/u.test(value) && !/^-?\d+([.,]\d+)?$/.test(value) ? `'${value}` : value;
  return /[",;\t\r\n]/.test(harmless) ? `"${harmless.replace(/"/g, '""')}"` : harmless;
}

export const csvLine = (fields: readonly string[], delimiter = ","): string => `${fields.map(csvField).join(delimiter)}\r\n`;
