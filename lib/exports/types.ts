import type { ExportFormat, ExportState, ListName } from "@/db/enums";
import type { SameHands } from "@/lib/second-person/types";

/** An export as its asker and those who look after exports see it. */
export type ExportRow = {
  id: string;
  user: { id: string; name: string };
  list: ListName;
  search: Record<string, string>;
  format: ExportFormat;
  state: ExportState;
  /** The file is there to be fetched. */
  ready: boolean;
  expected: number;
  rowCount: number;
  byteCount: number;
  failure: string | null;
  askedAt: Date;
  decidedBy: string | null;
  decidedAt: Date | null;
  finishedAt: Date | null;
  expiresAt: Date | null;
  downloadCount: number;
  fileHash: string | null;
  /** Whether the reader may say yes or no. */
  mayDecide: boolean;
  /** Why the reader may decline it and not allow it. */
  sameHands: SameHands | null;
};
