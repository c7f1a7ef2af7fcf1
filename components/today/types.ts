import type { WaitingRequest } from "@/lib/requests/types";
import type { Today } from "@/lib/today/types";

/** What the page of the day shows. */
export type TodayFacts = {
  today: Today;
  /** What waits for the viewer's answer. */
  requests: WaitingRequest[];
  me: { id: string; name: string };
};
