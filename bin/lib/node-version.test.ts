import { expect, test } from "vitest";
import { isSupportedNode } from "./node-version.mjs";

test.each([
  ["v20.19.0", true],
  ["v20.20.2", true],
  ["v22.0.0", true],
  ["v20.18.3", false],
  ["v18.20.4", false],
])("Node %s is supported: %s", (version, supported) => {
  expect(isSupportedNode(version)).toBe(supported);
});
