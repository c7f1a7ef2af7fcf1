import type { LeftOut, Unknown } from "@/lib/simulation/types";

/** What an answer can't know, a line each, after a heading. */
export const unknownLines = (what: string, unknown: readonly Unknown[]): string[] => [
  `What ${what} can't know:`,
  ...unknown.map((one) => `  ${unknownText(one)}`),
];

const LEFT_OUT: Record<LeftOut, string> = {
  overCap: "rules over the cap",
  leavers: "rules for those who leave",
  stays: "rules for what lies in the pool",
  allocation: "allocation",
};

function unknownText(one: Unknown): string {
  switch (one.code) {
    case "WARNING":
      return "what people would have done had the warning come";
    case "AFTERWARDS":
      return "what would have become of the customers in other hands";
    case "CUT_SHORT":
      return `what would have become of ${one.count} that really went back before the draft would have taken them`;
    case "AS_TODAY":
      return `what these were then; they are asked as they are today: ${one.fields.join(", ")}`;
    case "STAGE_BEFORE_DEAL":
      return "the stage before a deal of which no edit tells: it is taken to have been the first";
    case "SIGNS":
      return "signs of a sham follow-up other than those that were looked for then";
    case "CALENDAR":
      return "another calendar or zone than today's";
    case "OVERFLOW":
      return `who was over the cap of those who had another one then: taken are ${one.cap === null ? "no cap" : `the draft's ${one.cap}`} for all and today's of ${one.own} with their own; nor for how long before the period`;
    case "LEAVERS":
      return "another departure, or another room for the leaver's customers, than there really was";
    case "STAYS":
      return "stays in the pool that the draft itself would have brought about";
    case "ALLOCATION":
      return "to whom the rules of allocation would have given what went back: no allocation is replayed";
    case "CURVE":
      return "how people would have worked by another deadline: each length is tried in the same history";
    case "OBSERVED":
      return "what came before it began, what would have come after: nobody was reminded or taken";
    case "CURVE_WITHOUT":
    case "OBSERVED_WITHOUT":
      return `what these would have taken, which are left out: ${one.kinds.map((kind) => LEFT_OUT[kind]).join(", ")}`;
  }
}
