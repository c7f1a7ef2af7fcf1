import { customType, integer, text, timestamp, uuid } from "drizzle-orm/pg-core";
import { v7 } from "uuid";

/** A fresh UUID v7: known before the insert, ordered by time in the index. */
export const newId = (): string => v7();

export const id = () => uuid().primaryKey().$defaultFn(newId);

/** An instant. Written by the caller from ctx.now, never defaulted by the database. */
export const instant = () => timestamp({ withTimezone: true, mode: "date" });

/** A calendar day of the organisation, as YYYY-MM-DD. */
export const day = () => customType<{ data: string }>({ dataType: () => "date" })();

/** Money in minor units (cents, fen). The currency stands in a column beside it. */
export const minorUnits = () =>
  customType<{ data: number; driverData: string | number }>({
    dataType: () => "bigint",
    fromDriver: Number,
  })();

/** A whole number of things. */
export const count = () => integer().notNull().default(0);

/** A closed list of codes; a CHECK in the table repeats it. */
export const code = <T extends string>(values: readonly T[]) => text({ enum: values as [T, ...T[]] });
