import type { Today } from "@/lib/today/types";

/** What the page of the day shows. */
export type TodayFacts = { today: Today; me: { id: string; name: string } };
