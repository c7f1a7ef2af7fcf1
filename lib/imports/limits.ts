const MEGABYTE = 1024 * 1024;
const DEFAULT_FILE_MEGABYTES = 500;

/** The parts in which a file is sent and kept: one is in memory several times over, as bytes and as the text of a statement. */
export const PART_BYTES = MEGABYTE;
/** What is taken of one at most: who began to send before the parts were this small goes on. */
export const MOST_PART_BYTES = 2 * MEGABYTE;

/** What a file may be at most; everything beyond is refused before it costs memory. */
export const IMPORT_LIMITS = {
  inflatedBytes: 1024 * MEGABYTE,
  /** The texts that the cells of a workbook share; they are held while it is read. */
  sharedBytes: 96 * MEGABYTE,
  /** All the text of a sheet: a small file can name one long shared string a million times. */
  textChars: 300_000_000,
  zipEntries: 200,
  zipRatio: 200,
  columns: 200,
  /** The most a spreadsheet program keeps in one cell. */
  cellChars: 32_767,
  recordChars: 1_000_000,
} as const;

/** The largest file that is taken, in bytes: IMPORT_MAX_MB of the environment. */
export function fileLimit(): number {
  const set = Number(process.env.IMPORT_MAX_MB || DEFAULT_FILE_MEGABYTES);
  return (set > 0 ? set : DEFAULT_FILE_MEGABYTES) * MEGABYTE;
}

/** Whole megabytes, rounded up, for the sentence that names a size. */
export const megabytes = (bytes: number): number => Math.ceil(bytes / MEGABYTE);
