import type { z } from "zod";
import type { FieldError, FieldErrors } from "./action-result";

/** The first thing wrong with each field of `input`, as codes. */
export function fieldErrors(error: z.ZodError, input: unknown): FieldErrors {
  const fields: FieldErrors = {};
  for (const issue of error.issues) {
    // What isn't known is named itself, not what it stands in.
    const [unknown] = issue.code === "unrecognized_keys" ? issue.keys : [];
    const path = [...issue.path, ...(unknown ? [unknown.slice(0, 100)] : [])].map(String).join(".");
    fields[path] ??= fieldError(issue, valueAt(input, issue.path));
  }
  return fields;
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined),
    input,
  );
}

function fieldError(issue: z.core.$ZodIssue, value: unknown): FieldError {
  switch (issue.code) {
    case "invalid_type":
      return { code: value === undefined || value === null ? "required" : "invalid" };
    case "too_small":
      return tooSmall(issue);
    case "too_big": {
      const limit = Number(issue.maximum);
      return { code: isLength(issue.origin) ? "too_long" : "too_big", limit };
    }
    case "invalid_format":
      if (issue.format === "email") return { code: "email" };
      return { code: issue.format === "date" || issue.format === "datetime" ? "date" : "invalid" };
    case "unrecognized_keys":
      return { code: "unknown" };
    default:
      return { code: "invalid" };
  }
}

function tooSmall(issue: z.core.$ZodIssueTooSmall): FieldError {
  const limit = Number(issue.minimum);
  if (!isLength(issue.origin)) return { code: "too_small", limit };
  return limit === 1 ? { code: "required" } : { code: "too_short", limit };
}

const isLength = (origin: string) => ["string", "array", "set", "file"].includes(origin);
