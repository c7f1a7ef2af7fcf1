import { PolicyDocument } from "./schema";

const MOST_KEPT = 1_000;
const kept = new Map<string, PolicyDocument>();

/** The document of a policy by its id. Policies are never edited: each is read once per process. */
export function policyOf(id: string, document: unknown): PolicyDocument {
  let policy = kept.get(id);
  if (!policy) {
    policy = PolicyDocument.parse(document);
    if (kept.size > MOST_KEPT) kept.clear();
    kept.set(id, policy);
  }
  return policy;
}
