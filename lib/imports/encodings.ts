/** The encodings of text files that are read. Import-free, so that views may use it too. */
export const ENCODINGS = ["utf-8", "utf-16le", "utf-16be", "gb18030", "big5", "windows-1252"] as const;
export type Encoding = (typeof ENCODINGS)[number];
