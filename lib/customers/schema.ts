import { z } from "zod";

export const RecordPoolVisitInput = z.strictObject({ poolId: z.uuid() });
export type RecordPoolVisitInput = z.infer<typeof RecordPoolVisitInput>;

export const CustomerInput = z.strictObject({ customerId: z.uuid() });
export type CustomerInput = z.infer<typeof CustomerInput>;

/** Two characters and more, or the last four digits of a phone. */
export const SearchInput = z.strictObject({ q: z.string().trim().max(100) });
export type SearchInput = z.infer<typeof SearchInput>;
