import { DomainError } from "@/lib/errors";
import type { Endpoint } from "./endpoint";

/** Under which every call of this version lies. */
export const API_BASE = "/api/v1";

type Node = { fixed: Map<string, Node>; param: Node | null; endpoints: Endpoint[] };

const node = (): Node => ({ fixed: new Map(), param: null, endpoints: [] });

/** The paths of the endpoints as a tree of their segments. */
export function pathTree(endpoints: readonly Endpoint[]): Node {
  const root = node();
  for (const endpoint of endpoints) {
    let at = root;
    for (const segment of segmentsOf(endpoint.path)) {
      if (segment.startsWith("{")) {
        at.param ??= node();
        at = at.param;
      } else {
        const next = at.fixed.get(segment) ?? node();
        at.fixed.set(segment, next);
        at = next;
      }
    }
    at.endpoints.push(endpoint);
  }
  return root;
}

const segmentsOf = (path: string): string[] => path.split("/").filter((segment) => segment !== "");

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new DomainError("NOT_FOUND");
  }
};

export type Matched = { endpoint: Endpoint; params: Record<string, string> };

/** The endpoint that a method and a path under the base name. NOT_FOUND, or METHOD_NOT_ALLOWED naming those that are. */
export function matchPath(root: Node, method: string, path: string): Matched {
  let at: Node | null = root;
  const values: string[] = [];
  for (const segment of segmentsOf(path)) {
    const fixed: Node | undefined = at?.fixed.get(segment);
    if (!fixed) values.push(decoded(segment));
    at = fixed ?? at?.param ?? null;
  }
  const found = at?.endpoints ?? [];
  if (found.length === 0) throw new DomainError("NOT_FOUND");
  const endpoint = found.find((one) => one.method.toUpperCase() === method);
  if (!endpoint) {
    const allowed = found.map((one) => one.method.toUpperCase()).sort();
    throw new DomainError("METHOD_NOT_ALLOWED", { allowed: allowed.join(", ") });
  }
  const names = segmentsOf(endpoint.path).filter((segment) => segment.startsWith("{"));
  return {
    endpoint,
    params: Object.fromEntries(names.map((name, index) => [name.slice(1, -1), values[index] ?? ""])),
  };
}
