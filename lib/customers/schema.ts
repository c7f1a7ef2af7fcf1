import { z } from "zod";
import { GRADES, INTENTS, STAGES } from "@/db/enums";

export const RecordPoolVisitInput = z.strictObject({ poolId: z.uuid() });
export type RecordPoolVisitInput = z.infer<typeof RecordPoolVisitInput>;

export const CustomerInput = z.strictObject({ customerId: z.uuid() });
export type CustomerInput = z.infer<typeof CustomerInput>;

export { GRADES, INTENTS, STAGES };
