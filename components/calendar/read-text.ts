const ELSEWHERE = ["big5", "gb18030"];

/** A file's text: UTF-8, or else what the writing system of the region suggests. */
export async function readText(file: File, traditional: boolean): Promise<string> {
  const bytes = await file.arrayBuffer();
  const encodings = ["utf-8", ...(traditional ? ELSEWHERE : ELSEWHERE.toReversed())];
  for (const encoding of encodings) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // Not this one.
    }
  }
  return new TextDecoder().decode(bytes);
}
