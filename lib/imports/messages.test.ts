import { describe, expect, it } from "vitest";
import { LOCALES } from "@/db/enums";
import { messagesOf } from "@/lib/i18n/messages";
import { placeholders } from "@/lib/i18n/placeholders";
import { DELIMITER_NAMES } from "./detect-delimiter";
import { ENCODINGS } from "./encodings";
import { IMPORT_FIELDS } from "./header-words";
import { ROW_PROBLEMS } from "./row-types";
import { UNREADABLE_REASONS } from "./unreadable";

describe("messages/imports", () => {
  it.each([
    ["field", [...IMPORT_FIELDS, "row"]],
    ["file", UNREADABLE_REASONS],
    ["problem", ROW_PROBLEMS],
    ["encodingName", ENCODINGS],
    ["delimiter", Object.values(DELIMITER_NAMES)],
  ] as const)("%s names exactly the codes of the list", (group, codes) => {
    for (const locale of LOCALES) {
      expect(Object.keys(messagesOf(locale).imports[group]).sort()).toEqual([...codes].sort());
    }
  });

  it("asks a problem of a row for nothing but its value", () => {
    for (const locale of LOCALES) {
      const asked = Object.values(messagesOf(locale).imports.problem).flatMap(placeholders);
      expect(new Set(asked)).toEqual(new Set(["value"]));
    }
  });
});
