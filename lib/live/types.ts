/** What an open screen is told: ids and kinds, never a customer's data. It reads again what it shows. */
export type LiveEvent = {
  kind: string;
  at: string;
  /** Null when they are too many to name: read everything again. */
  customers: string[] | null;
  pools: string[];
  owners: string[];
  /** Names of the people in `owners`. */
  names: Record<string, string>;
};

/** What decides which events a person is told of. */
export type Viewer = {
  userId: string;
  seesAll: boolean;
  poolIds: readonly string[];
  /** The people whose customers the viewer sees: himself, and his team for a manager. */
  peopleIds: readonly string[];
};
