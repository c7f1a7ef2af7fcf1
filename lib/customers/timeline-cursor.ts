import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { DomainError } from "@/lib/errors";
import type { TimelineKind } from "./list-schema";

/** At one instant, what stands above what: the event that opens a tenure comes before what its owner does with it. */
export const RANKS: Record<TimelineKind, number> = {
  ...{ ownership: 0, edit: 1, deal: 2, follow_up: 3, activity: 4 },
};

/** The place of an entry in the stream: its instant as the database wrote it, its rank, its id or version. */
export type Place = { at: string; rank: number; key: string };

const Cursor = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/),
  z.int().min(0).max(4),
  z.union([z.uuid(), z.string().regex(/^\d{1,9}$/)]),
]);

/** The opaque form of a place. */
export const cursorAt = ({ at, rank, key }: Place): string =>
  Buffer.from(JSON.stringify([at, rank, key])).toString("base64url");

/** Reads a cursor of `cursorAt`; INVALID_INPUT for anything else. */
export function readPlace(text: string): Place {
  try {
    const read = Cursor.safeParse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
    if (read.success) return { at: read.data[0], rank: read.data[1], key: read.data[2] };
  } catch {
    // Fall through: it is no cursor of ours.
  }
  throw new DomainError("INVALID_INPUT", { field: "cursor" });
}

/** What comes after the place among the entries of one kind, newest first. */
export function afterPlace(kind: TimelineKind, place: Place | null, at: SQL, key: SQL): SQL {
  if (!place) return sql`true`;
  const instant = sql`${place.at}::timestamptz`;
  const rank = RANKS[kind];
  if (rank < place.rank) return sql`${at} <= ${instant}`;
  if (rank > place.rank) return sql`${at} < ${instant}`;
  const typed = kind === "ownership" ? sql`${place.key}::int` : sql`${place.key}::uuid`;
  return sql`(${at}, ${key}) < (${instant}, ${typed})`;
}
