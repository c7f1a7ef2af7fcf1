import { type SQL, sql } from "drizzle-orm";

/** An instant as whole microseconds since 1970: what PostgreSQL knows of it, and a number can hold. */
export const micros = (at: SQL): SQL => sql`(extract(epoch from ${at}) * 1000000)::int8`;

/** The instant of so many microseconds. */
export const ofMicros = (at: SQL): SQL => sql`(timestamptz 'epoch' + ${at} * interval '1 microsecond')`;
