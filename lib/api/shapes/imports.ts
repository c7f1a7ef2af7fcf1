import { z } from "zod";
import { ROW_OUTCOMES } from "@/db/enums";

export const ImportRow = z
  .looseObject({
    number: z.int().meta({ description: "As a spreadsheet counts rows, from 1." }),
    outcome: z.enum(ROW_OUTCOMES),
    reasons: z.array(z.looseObject({ code: z.string() })),
    cells: z.array(z.string()),
  })
  .meta({ id: "ImportRow" });
