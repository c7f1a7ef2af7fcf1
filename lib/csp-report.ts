import { z } from "zod";

const Report = z.object({
  "csp-report": z.object({
    "violated-directive": z.string().max(200).default(""),
    "blocked-uri": z.string().max(2000).default(""),
    "document-uri": z.string().max(2000).default(""),
    "source-file": z.string().max(2000).default(""),
    "line-number": z.number().optional(),
  }),
});

const MAX_BYTES = 8_192;

const withoutQuery = (uri: string): string => uri.split(/[?#]/, 1)[0] ?? "";

/** What a browser says our policy stopped, without queries; null when it is not such a report. */
export function readCspReport(text: string): Record<string, string | number> | null {
  if (text.length > MAX_BYTES) return null;
  try {
    const { "csp-report": report } = Report.parse(JSON.parse(text));
    return {
      directive: report["violated-directive"],
      blocked: withoutQuery(report["blocked-uri"]),
      page: withoutQuery(report["document-uri"]),
      source: withoutQuery(report["source-file"]),
      line: report["line-number"] ?? 0,
    };
  } catch {
    return null;
  }
}
