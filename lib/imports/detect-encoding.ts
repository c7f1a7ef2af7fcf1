import type { Encoding } from "./encodings";
import { unreadable } from "./unreadable";

const SAMPLE_BYTES = 1024 * 1024;
/** The share of everyday characters from which a double-byte reading is believed. */
const BELIEVED = 0.8;

/** Looks at a text piece by piece; `encoding` says at its end what the whole of it is, or throws. */
export type EncodingProbe = { add(piece: Uint8Array): void; encoding(): Encoding };

/** Bytes that are kept from a stream up to a limit. */
function keeper(limit: number) {
  const kept: Uint8Array[] = [];
  let length = 0;
  return {
    add(piece: Uint8Array) {
      if (length >= limit) return;
      // A copy: the piece may be a view of bytes that are reused.
      const part = Uint8Array.from(piece.subarray(0, limit - length));
      kept.push(part);
      length += part.length;
    },
    bytes: () => Buffer.concat(kept),
  };
}

const isHigh = (byte: number): boolean => byte >= 0x80;

/** Begins to look at a text that is read as a stream. */
export function probeEncoding(): EncodingProbe {
  const start = keeper(SAMPLE_BYTES);
  const high = keeper(SAMPLE_BYTES);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let utf8 = true;
  let sawHigh = false;
  let sawUtf8 = false;
  const decode = (piece?: Uint8Array) => {
    if (!utf8) return;
    try {
      decoder.decode(piece, piece ? { stream: true } : {});
    } catch {
      utf8 = false;
    }
  };
  return {
    add(piece) {
      start.add(piece);
      decode(piece);
      // In a double-byte text the first high byte is always a lead byte, so the sample is aligned.
      const first = sawHigh ? 0 : piece.findIndex(isHigh);
      if (first === -1) return;
      sawHigh = true;
      high.add(piece.subarray(first));
      sawUtf8 ||= isClearlyUtf8(piece);
    },
    encoding() {
      decode();
      const sample = start.bytes();
      const marked = byteOrderMark(sample);
      if (marked) return marked;
      const wide = utf16ByZeros(sample);
      if (wide) return wide;
      if (sample.includes(0)) throw unreadable("binary");
      if (utf8) return "utf-8";
      const legacy = legacyEncoding(high.bytes());
      // Two files in one: in either encoding half of it would be read as characters that nobody wrote.
      if (legacy !== "utf-8" && sawUtf8) throw unreadable("encoding_unknown");
      return legacy;
    },
  };
}

/**
 * Finds the encoding of a text file: a BOM, then strict UTF-8, then UTF-16 by its zero bytes, then
 * GB18030 or Big5 by the share of everyday characters, then Windows-1252 by lone high bytes.
 * Throws `binary` or `encoding_unknown`.
 */
export function detectEncoding(bytes: Uint8Array): Encoding {
  const probe = probeEncoding();
  probe.add(bytes);
  return probe.encoding();
}

/** Whether the bytes begin with a byte order mark, and which one. */
export function byteOrderMark(bytes: Uint8Array): Encoding | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return "utf-8";
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return null;
}

/** Enough characters of several bytes, and next to none that are broken; another encoding never looks so. */
function isClearlyUtf8(piece: Uint8Array): boolean {
  const { common, bad } = readAs(piece, utf8Step);
  return common >= 50 && common >= 20 * bad;
}

const isDigit = (byte: number | undefined): boolean => byte !== undefined && byte >= 0x30 && byte <= 0x39;

/** Whether digits stand side by side, as in no text of two bytes a character: then only a part of it is one. */
function hasPlainDigits(sample: Uint8Array): boolean {
  let pairs = 0;
  let wide = 0;
  for (let i = 0; i + 1 < sample.length; i += 2) {
    const [a, b] = [sample[i], sample[i + 1]];
    if (isDigit(a) && isDigit(b)) pairs++;
    else if ((isDigit(a) && b === 0) || (a === 0 && isDigit(b))) wide++;
  }
  return pairs * 10 > wide;
}

// Commas and line ends alone put zeros on one side of every pair.
function utf16ByZeros(sample: Uint8Array): Encoding | null {
  let even = 0;
  let odd = 0;
  for (let i = 0; i < sample.length; i++) {
    if (sample[i] !== 0) continue;
    if (i % 2 === 0) even++;
    else odd++;
  }
  const enough = sample.length / 50;
  if (hasPlainDigits(sample)) return null;
  if (odd > enough && even === 0) return "utf-16le";
  if (even > enough && odd === 0) return "utf-16be";
  return null;
}

function legacyEncoding(sample: Uint8Array): Encoding {
  const utf8 = readAs(sample, utf8Step);
  // A UTF-8 file with a few broken characters is still UTF-8: its rows are refused one by one.
  if (utf8.common > 0 && utf8.common >= 10 * utf8.bad) return "utf-8";
  const gb = readAs(sample, gb18030Step);
  const big5 = readAs(sample, big5Step);
  if (Math.max(share(gb), share(big5)) >= BELIEVED) return share(gb) >= share(big5) ? "gb18030" : "big5";
  const high = highBytes(sample);
  if (high.lone >= 0.5 * high.all && high.undefinedIn1252 === 0) return "windows-1252";
  if (gb.bad === 0) return "gb18030";
  if (big5.bad === 0) return "big5";
  throw unreadable("encoding_unknown");
}

type Reading = { common: number; rare: number; bad: number };
type Step = (lead: number, second: number, third: number, fourth: number) => [keyof Reading, length: number];

const share = (reading: Reading): number =>
  reading.common / Math.max(1, reading.common + reading.rare + reading.bad);

function readAs(sample: Uint8Array, step: Step): Reading {
  const reading: Reading = { common: 0, rare: 0, bad: 0 };
  let i = 0;
  // The last bytes may be half a character.
  while (i < sample.length - 4) {
    const lead = sample[i] ?? 0;
    if (lead < 0x80) {
      i++;
      continue;
    }
    const [kind, length] = step(lead, sample[i + 1] ?? 0, sample[i + 2] ?? 0, sample[i + 3] ?? 0);
    reading[kind]++;
    i += length;
  }
  return reading;
}

const between = (byte: number, from: number, to: number): boolean => byte >= from && byte <= to;

const gb18030Step: Step = (lead, second, third, fourth) => {
  if (!between(lead, 0x81, 0xfe)) return ["bad", 1];
  if (between(second, 0x30, 0x39)) {
    return between(third, 0x81, 0xfe) && between(fourth, 0x30, 0x39) ? ["rare", 4] : ["bad", 1];
  }
  if (!between(second, 0x40, 0xfe) || second === 0x7f) return ["bad", 1];
  // GB 2312: punctuation and full-width forms, and the 3,755 hanzi of level 1.
  const everyday = second >= 0xa1 && (between(lead, 0xa1, 0xa3) || between(lead, 0xb0, 0xd7));
  return [everyday ? "common" : "rare", 2];
};

const big5Step: Step = (lead, second) => {
  if (!between(lead, 0x81, 0xfe)) return ["bad", 1];
  if (!between(second, 0x40, 0x7e) && !between(second, 0xa1, 0xfe)) return ["bad", 1];
  // Punctuation, and the 5,401 hanzi of level 1.
  return [between(lead, 0xa1, 0xc6) ? "common" : "rare", 2];
};

const utf8Step: Step = (lead, second, third, fourth) => {
  const follows = (byte: number) => between(byte, 0x80, 0xbf);
  if (between(lead, 0xc2, 0xdf) && follows(second)) return ["common", 2];
  if (between(lead, 0xe0, 0xef) && follows(second) && follows(third)) return ["common", 3];
  if (between(lead, 0xf0, 0xf4) && follows(second) && follows(third) && follows(fourth)) return ["common", 4];
  return ["bad", 1];
};

function highBytes(sample: Uint8Array): { all: number; lone: number; undefinedIn1252: number } {
  const seen = { all: 0, lone: 0, undefinedIn1252: 0 };
  for (let i = 0; i < sample.length; i++) {
    const byte = sample[i] ?? 0;
    if (byte < 0x80) continue;
    seen.all++;
    if ((sample[i - 1] ?? 0) < 0x80 && (sample[i + 1] ?? 0) < 0x80) seen.lone++;
    if (byte === 0x81 || byte === 0x8d || byte === 0x8f || byte === 0x90 || byte === 0x9d)
      seen.undefinedIn1252++;
  }
  return seen;
}
