import { DomainError } from "./errors";

const MOST_DEPTH = 40;

/** Whether a table can hold a text: it has no NUL and no half of a surrogate pair. */
export const isStorable = (text: string): boolean => !/[\0\p{Cs}]/u.test(text);

/**
 * Refuses text that no table can hold (NUL, halves of surrogate pairs), keys that mean something to the language, and what
 * is nested deeper than any input is.
 */
export function refuseUnstorable(value: unknown): void {
  const open: { value: unknown; path: string; depth: number }[] = [{ value, path: "", depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { value, path, depth } = next;
    if (typeof value === "string" && !isStorable(value))
      throw new DomainError("INVALID_INPUT", { field: path });
    if (typeof value !== "object" || value === null) continue;
    if (depth >= MOST_DEPTH)
      throw new DomainError("INVALID_INPUT", { field: path.slice(0, 200), problem: "depth" });
    for (const [key, inner] of Object.entries(value)) {
      const field = path ? `${path}.${key}` : key;
      if (key === "__proto__" || !isStorable(key)) throw new DomainError("INVALID_INPUT", { field: path });
      open.push({ value: inner, path: field, depth: depth + 1 });
    }
  }
}
