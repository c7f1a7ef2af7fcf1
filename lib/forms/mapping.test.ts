import { expect, it } from "vitest";
import { byOurFields, withProposals } from "./mapping";

it("names that never come twice fill no inbox without end; what they say is kept all the same", () => {
  let mapping: Record<string, string | null> = { phone: "phone", 公司: "name" };
  for (let post = 0; post < 12; post += 1) {
    const names = Array.from({ length: 200 }, (_, index) => `random-${post}-${index}`);
    mapping = withProposals(mapping, names);
  }
  expect(Object.keys(mapping)).toHaveLength(1_000);
  expect(mapping).toMatchObject({ phone: "phone", 公司: "name" });
  expect(withProposals(mapping, ["random-11-199", "phone"])).toEqual(mapping);
  expect(byOurFields({ 公司: "余音", "random-11-199": "说了什么" }, mapping)).toEqual({
    name: "余音",
    note: "random-11-199: 说了什么",
  });
});
