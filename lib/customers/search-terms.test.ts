import { expect, it } from "vitest";
import { searchTerms } from "./search-terms";

const none = { text: null, phoneTail: null, phone: null, creditCode: null };

it.each([
  ["", none],
  ["苏", none],
  ["苏州", { ...none, text: "苏州" }],
  ["  苏州　望潮 ", { ...none, text: "苏州 望潮" }],
  ["123", { ...none, text: "123" }],
  ["1234", { ...none, text: "1234", phoneTail: "1234" }],
  ["１３８ 1234-1234", { ...none, text: "138 1234-1234", phoneTail: "13812341234", phone: "+8613812341234" }],
  ["0755-26770001", { ...none, text: "0755-26770001", phoneTail: "75526770001", phone: "+8675526770001" }],
  [
    "+8613812341234",
    { ...none, text: "+8613812341234", phoneTail: "8613812341234", phone: "+8613812341234" },
  ],
  ["91440300708461136t", { ...none, text: "91440300708461136t", creditCode: "91440300708461136T" }],
  ["91440300708461136Q", { ...none, text: "91440300708461136Q" }],
])("%j may mean %j", (typed, terms) => expect(searchTerms(typed, "CN")).toEqual(terms));
