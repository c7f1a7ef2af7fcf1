export type Edit = { file: string; find: string | RegExp; put: string };
/** A named way to break the code, and the tests that must turn red for it. */
export type Mutation = { name: string; edits: Edit[]; tests: string[] };
