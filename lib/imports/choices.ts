/** What happens to a row whose customer is there: nothing, what is empty is filled, what differs is set, or both go on the merge desk. */
export const ON_DUPLICATE = ["skip", "fill", "overwrite", "merge"] as const;
export type OnDuplicate = (typeof ON_DUPLICATE)[number];

/** Where new customers go: into the pool, into the hands of whoever the column of the owner names, or by the pool's rules of allocation. */
export const DESTINATIONS = ["pool", "owners", "allocation"] as const;
export type Destination = (typeof DESTINATIONS)[number];
