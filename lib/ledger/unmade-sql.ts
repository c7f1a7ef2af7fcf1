import { type SQL, sql } from "drizzle-orm";
import { TRANSITIONS, type Transition } from "./rules";

const kindsThat = (is: (transition: Transition) => boolean): SQL => {
  const kinds = (Object.keys(TRANSITIONS) as (keyof typeof TRANSITIONS)[]).filter((kind) =>
    is(TRANSITIONS[kind]),
  );
  return sql.raw(`(${kinds.map((kind) => `'${kind}'`).join(", ")})`);
};

/** The kinds of events after which a tenure counts as never having been, to be asked by `in` and `not in`. */
export const UNMADE = kindsThat(({ unmakes }) => unmakes);

/** The kinds of events after which the event before them counts as never having been, to be asked by `in` and `not in`. */
export const PUTS_BACK = kindsThat(({ putsBack }) => putsBack);

/** Whether the event `e` was taken back by the next, so that it counts as never having been. */
export const isPutBack = (e: SQL): SQL => sql`(${e}.kind = 'merged' and exists (select from events pb
  where pb.customer_id = ${e}.customer_id and pb.version = ${e}.version + 1 and pb.kind in ${PUTS_BACK}))`;
