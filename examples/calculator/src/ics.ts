// One event of a calendar file (RFC 5545).
import { utcStamp } from "./format";

/** Text of a property: separators escaped, lines kept, other control characters dropped. */
const text = (value: string): string =>
  value.replace(/\\/g, "\\\\").replace(/[;,]/g, (char) => `\\${char}`).replace(/\r?\n|\r/g, "\\n").replace(/\p{Cc}/gu, "");

/** Lines are folded at 75 octets, never inside a letter. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  const lines: string[] = [];
  let current = "";
  let size = 0;
  for (const char of line) {
    const bytes = encoder.encode(char).length;
    if (size + bytes > (lines.length === 0 ? 75 : 74)) {
      lines.push(current);
      current = "";
      size = 0;
    }
    current += char;
    size += bytes;
  }
  return [...lines, current].join("\r\n ");
}

export interface Entry {
  /** The same for the same question and name, so that importing twice does not make two events. */
  uid: string;
  title: string;
  description: string;
  dueAt: string;
  now: string;
}

export function calendarFile(entry: Entry): string {
  return [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//motcua//calculator//VI",
    "CALSCALE:GREGORIAN",
    "BEGIN:VEVENT",
    `UID:${text(entry.uid)}`,
    `DTSTAMP:${utcStamp(entry.now)}`,
    `DTSTART:${utcStamp(entry.dueAt)}`,
    `SUMMARY:${text(entry.title)}`,
    `DESCRIPTION:${text(entry.description)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${text(entry.title)}`,
    "TRIGGER:-P1D",
    "END:VALARM",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ].map(fold).join("\r\n");
}
