import { sql } from "drizzle-orm";
import { TRANSITIONS } from "./rules";

const kinds = (Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[]).filter(
  (kind) => TRANSITIONS[kind].unmakes,
);

/** The kinds of events after which a tenure counts as never having been, to be asked by `in` and `not in`. */
export const UNMADE = sql.raw(`(${kinds.map((kind) => `'${kind}'`).join(", ")})`);
