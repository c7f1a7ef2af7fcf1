"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/lib/action";
import { declareYear } from "./declare-year";
import { importCalendarYear } from "./import-calendar-year";
import {
  DeclareYearInput,
  ImportCalendarYearInput,
  SeedCalendarInput,
  SetCalendarDayInput,
  SetCalendarRegionInput,
  SetRestDaysInput,
} from "./schema";
import { seedCalendar } from "./seed-calendar";
import { setCalendarDay } from "./set-calendar-day";
import { setCalendarRegion } from "./set-calendar-region";
import { setRestDays } from "./set-rest-days";

/** Working days move deadlines, and those stand on every page. */
const changed = <T>(result: T): T => {
  revalidatePath("/", "layout");
  return result;
};

export const setCalendarRegionAction = action(SetCalendarRegionInput, async (ctx, input) =>
  changed(await setCalendarRegion(ctx, input)),
);

export const setRestDaysAction = action(SetRestDaysInput, async (ctx, input) =>
  changed(await setRestDays(ctx, input)),
);

export const setCalendarDayAction = action(SetCalendarDayInput, async (ctx, input) =>
  changed(await setCalendarDay(ctx, input)),
);

export const declareYearAction = action(DeclareYearInput, async (ctx, input) =>
  changed(await declareYear(ctx, input)),
);

export const importCalendarYearAction = action(ImportCalendarYearInput, async (ctx, input) =>
  changed(await importCalendarYear(ctx, input)),
);

/** Takes the named years from the package of holidays anew. */
export const seedCalendarAction = action(SeedCalendarInput, async (ctx, input) =>
  changed(await seedCalendar(ctx, input)),
);
