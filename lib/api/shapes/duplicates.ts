import { z } from "zod";
import { DUPLICATE_REASONS } from "@/db/enums";

export const Reasons = z.array(z.enum(DUPLICATE_REASONS));
export const Score = z.int().meta({ description: "How sure it is, in ten-thousandths." });
