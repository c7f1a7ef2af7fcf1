import { z } from "zod";
import { SetUpInput } from "@/lib/auth/schema";

export const EditOrganizationInput = z.strictObject({
  name: SetUpInput.shape.organization,
  timeZone: SetUpInput.shape.timeZone,
  currency: SetUpInput.shape.currency,
});
export type EditOrganizationInput = z.infer<typeof EditOrganizationInput>;
