// Bytes of a file as text. Nothing of it is trusted.

/** What the bytes of a text were. */
export type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1258";

/** A file that is no text: a workbook of a spreadsheet, or something else. */
export class NotText extends Error {
  constructor(readonly kind: "spreadsheet" | "not_text") {
    super(kind);
  }
}

/** Every second byte nought, as Latin letters have it in UTF-16 without a mark at the beginning. */
function isUtf16(bytes: Uint8Array, odd: 0 | 1): boolean {
  const some = bytes.subarray(0, 2000);
  let noughts = 0;
  for (let i = odd; i < some.length; i += 2) if (some[i] === 0) noughts++;
  return noughts > some.length / 6;
}

/** The text, its letters composed, and the encoding it was in: UTF-8, UTF-16, or else what older Vietnamese programs write. */
export function decode(bytes: Uint8Array): { text: string; encoding: Encoding } {
  const begins = (...mark: number[]): boolean => mark.every((byte, place) => bytes[place] === byte);
  const read = (encoding: Encoding, fatal: boolean): { text: string; encoding: Encoding } =>
    ({ text: new TextDecoder(encoding, { fatal }).decode(bytes).normalize("NFC"), encoding });
  const orNotText = (encoding: Encoding): { text: string; encoding: Encoding } => {
    try {
      return read(encoding, true);
    } catch {
      throw new NotText("not_text");
    }
  };
  if (begins(0x50, 0x4b) || begins(0xd0, 0xcf)) throw new NotText("spreadsheet");
  if (begins(0xff, 0xfe) || isUtf16(bytes, 1)) return orNotText("utf-16le");
  if (begins(0xfe, 0xff) || isUtf16(bytes, 0)) return orNotText("utf-16be");
  if (bytes.subarray(0, 100_000).includes(0)) throw new NotText("not_text");
  try {
    return read("utf-8", true);
  } catch {
    // Its tone marks stand by themselves until they are composed.
    return read("windows-1258", false);
  }
}
