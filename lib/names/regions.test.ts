import { describe, expect, it } from "vitest";
import { regionCode } from "./regions";

describe("regionCode", () => {
  it.each([
    ["上海", "310000"],
    ["上海市", "310000"],
    ["广东省深圳市南山区", "440305"],
    ["廣東 深圳 南山", "440305"],
    ["深圳南山", "440305"],
    ["中国 浙江 杭州", "330100"],
    ["臺北市", "710100"],
    ["香港", "810000"],
    ["北京市北京市朝阳区", "110105"],
    // A city and two districts have this name.
    ["朝阳", null],
    ["华东", null],
    ["火星", null],
    ["", null],
    ["上海火星", null],
  ])("%s is %s", (typed, code) => {
    expect(regionCode(typed)).toBe(code);
  });
});
