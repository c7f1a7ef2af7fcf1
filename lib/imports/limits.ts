const MEGABYTE = 1024 * 1024;

/** What a file may be at most; everything beyond is refused before it costs memory. */
export const IMPORT_LIMITS = {
  fileBytes: 20 * MEGABYTE,
  inflatedBytes: 200 * MEGABYTE,
  zipEntries: 200,
  zipRatio: 200,
  columns: 200,
  /** The most a spreadsheet program keeps in one cell. */
  cellChars: 32_767,
  recordChars: 1_000_000,
} as const;

/** Whole megabytes, rounded up, for the sentence that names a size. */
export const megabytes = (bytes: number): number => Math.ceil(bytes / MEGABYTE);
