/**
 * What verbs are made of: it takes whatever context the verb has, after the verb has authorised. Nothing at the edge may
 * import it, which lib/authorization.test.ts holds.
 */
export const INTERNAL: Record<string, readonly string[]> = {
  "auth/login-attempts": ["countAttempt", "forgiveAttempt"],
  "calendar/change-calendar": ["changeCalendar"],
  "customers/find-duplicate": ["findSame", "refuseSame", "refuseTaken"],
  "customers/former-names": ["withFormerNames"],
  "customers/home-country": ["homeCountry"],
  "customers/list-pool": ["readPoolRows", "placeOf"],
  "customers/mine-conditions": ["readTimeZone", "mineConditions", "heldScope"],
  "customers/plan-afresh": ["planAfresh"],
  "customers/read-activity": ["readFollowUps", "readDealItems", "readEdits"],
  "customers/read-own-activity": ["readOwnActivity"],
  "customers/read-customer": ["readCustomer"],
  "customers/read-deadline": ["readDeadline"],
  "customers/read-history": ["readHistory"],
  "customers/read-mine-rows": ["readMineRows"],
  "customers/read-ownership-events": ["readOwnershipEvents"],
  "exports/ask-again": ["askAgain"],
  "exports/count-expected": ["countExpected"],
  "exports/rows": ["exportedRows"],
  "exports/search-words": ["searchWords"],
  "customers/list-condition": ["narrowing"],
  "customers/name-filter": ["nameFilter", "likelyNamed"],
  "customers/limit-lookups": ["limitLookups", "limitTyped"],
  "customers/gram-frequency": ["readShares"],
  "customers/search-places": ["readPlaces"],
  "custom-fields/ensure-field-index": ["ensureFieldIndex"],
  "deadlines/mark-overflow": ["markAllOverflow"],
  "deadlines/refresh-deadlines": ["refreshDeadlines", "refreshDeadlinesOf"],
  "duplicates/bring-along": ["bringKeysAlong"],
  "duplicates/find-candidates": ["findCandidates"],
  "duplicates/load-customers": ["loadCustomers"],
  "duplicates/merge-pairs": ["mergeCertain"],
  "duplicates/tell-similar": ["tellOf"],
  "follow-ups/read-beside": ["readWritten"],
  "forms/count-hit": ["countHit"],
  "forms/settle-submission": ["settleSubmission"],
  "imports/check-import": ["judgeRows"],
  "imports/kick": ["kick"],
  "imports/limit-compared": ["limitCompared"],
  "imports/lease": ["takeImport", "renew", "letGo", "underLease"],
  "imports/match-rows": ["matchRows"],
  "imports/place-rows": ["placeRows"],
  "imports/queries": ["inSight"],
  "imports/resolve-people": ["resolvePeople"],
  "imports/standing": ["readStanding"],
  "imports/stored-file": ["findFile", "requireWhole"],
  "imports/taken-phones": ["addTaken"],
  "imports/target-pool": ["requireTargetPool"],
  "imports/task": ["readTask", "openTask", "batchesOf"],
  "ownership/assign-customers": ["requirePoolOfActor"],
  "ownership/read-facts": ["readOwnershipFacts"],
  "policies/compared": ["readCompared"],
  "policies/index-asked-fields": ["indexAskedFields"],
  "quotas/read-standing": ["readStandings"],
  "quotas/require-pool": ["requirePool"],
  "second-person/read-same-hands": ["readSameHands", "findSameHands"],
  "simulation/read-replay": ["readStage"],
  "simulation/read-stays": ["readStays"],
  "simulation/replay-overflow": ["withOverflow"],
  "sweeps/foresee-days": ["foreseeDays"],
  "sweeps/foreseen": ["openDays"],
  "sweeps/pauses": ["settlePauses"],
  "sweeps/record-sweep": ["finishSweep", "closeCutOff"],
  "clean-up/read-stay": ["readStay"],
  "sweeps/undo-clean-up": ["undoCleanUp"],
  "sweeps/undo-reclaims": ["undoReclaims"],
  "sweeps/undo-allocations": ["undoAllocations"],
  "sweeps/undo-sweep": ["undoRun"],
  "sweeps/queries": ["countFates"],
  "allocation/require-run": ["requireRun"],
  "stats/read-medians": ["readMedians"],
  "stats/read-overview": [
    "readAsOf",
    "readUtilisation",
    "readCounts",
    "readTakings",
    "readFlow",
    "readBounces",
  ],
  "stats/read-people": ["readPeople"],
  "stats/scope": ["visiblePools", "scopeOf"],
  "today/recommend": ["recommend"],
  "webhooks/settle": ["settle"],
};

export const sources = import.meta.glob<string>(["/lib/*/*.ts", "!/lib/**/*.test.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});
const modules = import.meta.glob(["/lib/*/*.ts", "!/lib/**/*.test.ts", "!/lib/*/actions.ts"]);

const EXPORTED =
  /^export (?:(?:async )?function\*? (\w+)(?:<[^(]*>)?|const (\w+) = (?:async )?)\(\s*ctx: Ctx\b/gm;

export type Callable = { module: string; name: string };

/** Every exported function whose first parameter is a context without a transaction: what the edge can call. */
export const callable: Callable[] = Object.entries(sources).flatMap(([path, source]) =>
  [...source.matchAll(EXPORTED)].map((match) => ({
    module: path.replace(/^\/lib\/|\.ts$/g, ""),
    name: match[1] ?? match[2] ?? "",
  })),
);

/** The verbs and queries of the product, and how to load one. */
export const verbs = callable.filter(({ module, name }) => !INTERNAL[module]?.includes(name));

export type Verb = (ctx: unknown, ...given: unknown[]) => unknown;

export async function loadVerb({ module, name }: Callable): Promise<Verb> {
  const exported = (await modules[`/lib/${module}.ts`]?.()) as Record<string, Verb> | undefined;
  const verb = exported?.[name];
  if (!verb) throw new Error(`${module} exports no ${name}`);
  return verb;
}

/** Waits for an answer; what comes piece by piece is read to its end. */
export async function answerOf(call: () => unknown): Promise<unknown> {
  const answer = await call();
  if (answer instanceof ReadableStream) return await new Response(answer).text();
  if (!answer || typeof answer !== "object" || !(Symbol.asyncIterator in answer)) return answer;
  const pieces: unknown[] = [];
  for await (const piece of answer as AsyncIterable<unknown>) pieces.push(piece);
  return pieces;
}
