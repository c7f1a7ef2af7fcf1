import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import type { Executor } from "@/db/client";
import type { Role } from "@/db/enums";
import { useTestDb } from "@/db/testing";
import { type Matrix, makeMatrix } from "@/db/testing/matrix";
import { callsOf } from "@/db/testing/verb-calls";
import { answerOf, loadVerb, verbs } from "@/db/testing/verbs";
import type { Actor } from "./permissions";

/**
 * Who may do what, written from the rules of the business and not from the code. `rep` holds the customer or is the one
 * concerned, `mate` is a rep of his team and pool, `boss` their manager; `other` and `boss2` are a rep and a manager of
 * another team and pool; nobody has a role that was granted nothing. A + is a yes, and every letter a no:
 *   F FORBIDDEN  Y NOT_YOURS  M NOT_A_MEMBER  N NOT_FOUND  O NOT_OWNED  A ALREADY_CLAIMED  W WRONG_CREDENTIALS
 *   E OWN_EXPORT
 *   0 EXPORT_EMPTY: nobody whom he may see
 */
const WHO = ["nobody", "rep", "mate", "other", "boss2", "boss", "admin"] as const;
type Who = (typeof WHO)[number];

const MAY_CHANGE = `
  claimCustomer pooled            F + + M M + M
  claimCustomer held              F A A M M A M
  claimCustomers pooled           F + + M M + M
  claimNext pool                  F + + M M + M
  tagCustomer held                F + N N N + +
  tagCustomer pooled              F Y Y N N + +
  createToken own                 F + + + + + +
  revokeToken rep's               F + N N N N +
  authenticateToken system        F F F F F F F
  undoClaim taken                 F + O O O O O
  undoClaims taken                F + O O O O O
  releaseCustomer held            F + Y Y Y + +
  releaseCustomer pooled          F O O O O O O
  assignCustomers pooled          F F F F M + +
  undoAssignments given           F F F F Y + +
  transferCustomers held          F F F F Y + +
  moveToPool pooled               F F F F N M +
  allocateCustomers pooled        F F F F M + +
  allocateCustomers pool          F F F F M + +
  undoAllocation boss's           F F F F N + +
  allocatePools job               F F F F F F F
  openToClaims pooled             F F F F M + +
  protectCustomer held            F + Y Y Y + +
  requestProtection held          F + Y Y Y Y Y
  withdrawRequest asked           F + Y Y Y Y Y
  answerRequest asked             F F F F Y + +
  unprotectCustomer shielded      F + Y Y Y + +
  invalidateCustomer held         F + Y Y Y + +
  invalidateCustomer pooled       F O O O M + +
  restoreCustomer bad             F F F F M + +
  createCustomer mine             F + + M M + M
  createCustomer pool             F + + M M + +
  editCustomer held               F + N N N + +
  editCustomer pooled             F Y Y N N + +
  markChurnRisk held              F + N N N + +
  markChurnRisk pooled            F Y Y N N + +
  recordActivity held             F + N N N + +
  recordActivity pooled           F Y Y N N + +
  recordDeal held                 F + Y Y Y + +
  logFollowUp held                F + Y Y Y + +
  planNextStep held               F + Y Y Y + +
  revealContacts held             F + N N N + +
  revealContacts pooled           F O O N N O +
  recordPoolVisit pool            F + + M M + M
  openUpload any                  F F F F + + +
  receivePart boss's              F F F F N + +
  closeUpload boss's              F F F F N + +
  storeFile any                   F F F F + + +
  checkImport pool                F F F F M + +
  startImport pool                F F F F M + +
  importFile pool                 F F F F M + +
  runImport boss's                F F F F N + +
  pauseImport boss's              F F F F N + +
  resumeImport boss's             F F F F N + +
  cancelImport boss's             F F F F N + +
  undoImport boss's               F F F F N + +
  fixRows boss's                  F F F F N + +
  runImports job                  F F F F F F F
  markRead rep's                  F + N N N N N
  markAllRead own                 F + + + + + +
  updateProfile own               F + + + + + +
  updatePreferences own           F + + + + + +
  changePassword own              F W W W W W W
  endSession rep's                F + + + + + +
  endOtherSessions own            F + + + + + +
  createPool any                  F F F F F F +
  editPool any                    F F F F F F +
  archivePool empty               F F F F F F +
  reopenPool closed               F F F F F F +
  reorderPools any                F F F F F F +
  setMembers any                  F F F F F F +
  publishPolicy any               F F F F F F +
  rollBackPolicy any              F F F F F F +
  savePolicyDraft any             F F F F F F +
  discardPolicyDraft any          F F F F F F +
  askForApproval any              F F F F F F +
  approvePolicyDraft any          F F F F F F +
  schedulePolicyDraft any         F F F F F F +
  unschedulePolicyDraft any       F F F F F F +
  observePolicyDraft any          F F F F F F +
  setApprovalThreshold any        F F F F F F +
  decideThresholdChange waiting   F F F F F F +
  createTeam any                  F F F F F F +
  renameTeam any                  F F F F F F +
  deleteTeam any                  F F F F F F +
  setTeamMembers any              F F F F F F +
  createUser any                  F F F F F F +
  editUser any                    F F F F F F +
  resetPassword any               F F F F F F +
  deactivateUser any              F F F F F F +
  reactivateUser left             F F F F F F +
  editOrganization any            F F F F F F +
  addField any                    F F F F F F +
  editField any                   F F F F F F +
  moveField any                   F F F F F F +
  retireField any                 F F F F F F +
  reopenField retired             F F F F F F +
  setCalendarRegion any           F F F F F F +
  setRestDays any                 F F F F F F +
  setCalendarDay any              F F F F F F +
  declareYear any                 F F F F F F +
  importCalendarYear any          F F F F F F +
  seedCalendar any                F F F F F F +
  recordLeave mate                F F F F N + +
  cancelLeave mate                F F F F N + +
  reclaimDue job                  F F F F F F F
  foreseeReclaims job             F F F F F F F
  foreseeCleanUps job             F F F F F F F
  undoSweep any                   F F F F F F +
  approveSweep any                F F F F F F +
  declineSweep any                F F F F F F +
  pauseReclaims any               F F F F F F +
  resumeReclaims any              F F F F F F +
  sendReminders job               F F F F F F F
  deliverNotifications job        F F F F F F F
  createEndpoint any              F F F F F F +
  editEndpoint any                F F F F F F +
  switchEndpoint any              F F F F F F +
  rotateSecret any                F F F F F F +
  deleteEndpoint any              F F F F F F +
  replayDeliveries any            F F F F F F +
  sendTestEvent any               F F F F F F +
  deliverWebhooks job             F F F F F F F
  createForm any                  F F F F F F +
  editForm any                    F F F F F F +
  switchForm any                  F F F F F F +
  createInbox any                 F F F F F F +
  editInbox any                   F F F F F F +
  acceptSubmission held           F F F F + + +
  discardSubmission held          F F F F + + +
  submitForm system               F F F F F F F
  receivePost system              F F F F F F F
  settleSubmissions job           F F F F F F F
  cleanUpPools job                F F F F F F F
  indexUnreadNames job            F F F F F F F
  countGrams job                  F F F F F F F
  saveView own                    F + + + + + +
  editView rep's                  F + N N N N N
  deleteView rep's                F + N N N N N
  setDefaultView rep's            F + N N N N N
  pinViews rep's                  F + N N N N N
  createSelection pool            F + + M M + +
  startBulk rep's                 F + N N N N N
  advanceBulk rep's               F + N N N N N
  undoBulk used                   F + N N N N N
  resumeBulks job                 F F F F F F F
  requestExport pool              F F F F M + +
  requestExport mine              F F F F 0 + +
  decideExport boss's             F F F F N E +
  setExportRules any              F F F F F F +
  openExport boss's               F F F F N + N
  writeExport job                 F F F F F F F
  writeExports job                F F F F F F F
  rollUpStats job                 F F F F F F F
  publishScheduled job            F F F F F F F
  settleThreshold job             F F F F F F F
  observeDrafts job               F F F F F F F
  createFirstAdmin system         F F F F F F F
  findDuplicates job              F F F F F F F
  mergeCustomers held             F F F F Y + +
  undoMerge merged                F F F F Y + +
  decidePairs paired              F F F F + + +
  mergePairs paired               F F F F + + +
  askForMerge paired              F + N N N + +
  setAutoMerge any                F F F F F F +
  proposeDuplicate any            F F F F + + +
  proposeDuplicates any           F F F F + + +
  reportCustomer held             F + N N N + +
  reportCustomer pooled           F + + N N + +
  settleIssues held               F F F F N + +
  settleIssues pooled             F F F F N + +
  reopenIssues settled            F F F F N + +
  setQualitySettings any          F F F F F F +
  auditData job                   F F F F F F F
  startSession system             F F F F F F F
  signInWithPassword system       F F F F F F F
  signInWithOidc system           F F F F F F F
  resolveSession system           F F F F F F F
`;

const MAY_READ = `
  signInFacts system              F F F F F F F
  listPool pool                   F + + M M + +
  countPool pool                  F + + M M + +
  countPoolViews pool             F + + M M + +
  getPoolFacets pool              F + + M M + +
  readPoolScreen pool             F + + M M + +
  listMyPools own                 F + + + + + +
  peekCustomer pooled             F + + N N + +
  peekCustomer held               F + N N N + +
  findPeek held                   F + + + + + +
  getCustomer held                F + N N N + +
  getCustomer pooled              F + + N N + +
  getTimeline held                F + N N N + +
  neighboursOf held               F + N N N + +
  readLoss lost                   F + N N N N N
  findDuplicate any               F + + + + + +
  readCompleteness held           F + N N N + +
  readCompleteness pooled         F + + N N + +
  listIssues any                  F F F F + + +
  countIssues any                 F F F F + + +
  getQualitySettings any          F F F F + + +
  findSimilar any                 F + + + + + +
  findKept merged                 F + + + + + +
  listOthers held                 F + N N N + +
  listPairs any                   F F F F + + +
  countPairs any                  F F F F + + +
  getPair paired                  F F F F N + +
  listMerges any                  F F F F + + +
  foreseeUndo merged              F F F F Y + +
  getAutoMerge any                F F F F + + +
  searchCustomers any             F + + + + + +
  listViews own                   F + + + + + +
  listPins own                    F + + + + + +
  readBulk rep's                  F + N N N N N
  listFailed own                  F + + + + + +
  listExports any                 F F F F + + +
  getExport boss's                F F F F N + N
  getExportRules any              F F F F + + +
  listMine own                    F + + + + + +
  listCustomers any               F + + + + + +
  listCustomers pool              F + + M M + +
  listCustomers rep's             F + Y Y Y + +
  countMine own                   F + + + + + +
  stripOf own                     F + + + + + +
  countAtRisk own                 F + + + + + +
  previewFollowUp held            F + N N N + +
  listPlans own                   F + + + + + +
  listRecentFollowUps own         F + + + + + +
  listFlagged any                 F F F F + + +
  listRequests any                F F F F + + +
  findMyRequest held              F + + + + + +
  quotaOf pool                    F + + + + + +
  todayOf own                     F + + + + + +
  readShell own                   F + + + + + +
  findViewer own                  F + + + + + +
  listNotifications own           F + + + + + +
  countUnread own                 F + + + + + +
  mySessions own                  F + + + + + +
  listReceivers pool              F F F F + + +
  previewFile boss's              F F F F N + +
  listImports any                 F F F F + + +
  listTargetPools any             F F F F + + +
  getImport pool                  F F F F N + +
  listImportRows pool             F F F F N + +
  eachImportRow pool              F F F F N + +
  problemRowsStream pool          F F F F N + +
  getStatsChoices any             F F F F + + +
  getOverview pool                F F F F F + +
  listPeopleStats pool            F F F F F + +
  listBehind pool                 F F F F F + +
  listSweeps any                  F F F F + + +
  listHolds any                   F F F F + + +
  listPauses any                  F F F F + + +
  listStops own                   F + + + + + +
  previewUndoAllocation boss's    F F F F N + +
  previewUndo any                 F F F F F F +
  listLeftovers any               F F F F F F +
  feedEvents any                  F F F F + + +
  listCustomerEvents held         F + N N N + +
  listCustomerEvents pooled       F + + N N + +
  listTokens own                  F + + + + + +
  namePools any                   F + + + + + +
  findPoolId any                  F + + + + + +
  firstPoolId any                 F + + + + + +
  getProfile own                  F + + + + + +
  findOperation rep's             F + N N N N N
  listEvents any                  F F F F + + +
  eachEvent any                   F F F F + + +
  exportEvents any                F F F F + + +
  auditLedger any                 F F F F F F +
  getLedgerTotals any             F F F F F F +
  previewPolicy any               F F F F F F +
  simulatePolicy any              F F F F F F +
  simulateClock any               F F F F F F +
  findHeld any                    F F F F F F +
  traceCustomer any               F F F F F F +
  listPolicyVersions pool         F + + + + + +
  getPolicy pool                  F + + N N + +
  policyInForceAt pool            F + + + + + +
  getPolicyDraft any              F F F F F F +
  getDraftObservation any         F F F F F F +
  getApprovalSettings any         F F F F F F +
  listPools any                   F + + + + + +
  getPool pool                    F + + N N + +
  listMembers pool                F F F F + + +
  listTeams any                   F F F F + + +
  listUsers any                   F F F F + + +
  listLevels any                  F F F F + + +
  getUser mate                    F F F F N + +
  requireUsers mate               F F F F N + +
  previewDeparture any            F F F F F F +
  getOrganization any             F + + + + + +
  getCalendarYear any             F + + + + + +
  listLeaves mate                 F + + + + + +
  listAbsences own                F + + + + + +
  listFields any                  F + + + + + +
  countFieldUse any               F F F F F F +
  listEndpoints any               F F F F F F +
  listForms any                   F F F F + + +
  listInboxes any                 F F F F + + +
  listSubmissions any             F F F F + + +
  openAttachment held             F F F F + + +
  getPublicForm system            F F F F F F F
  renewPage system                F F F F F F F
  frameAncestors system           F F F F F F F
  listDeliveries any              F F F F F F +
  getDelivery any                 F F F F F F +
`;

const CODES: Record<string, string> = {
  ...{ F: "FORBIDDEN", Y: "NOT_YOURS", M: "NOT_A_MEMBER", N: "NOT_FOUND", O: "NOT_OWNED" },
  ...{ A: "ALREADY_CLAIMED", W: "WRONG_CREDENTIALS", E: "OWN_EXPORT", 0: "EXPORT_EMPTY", "+": "yes" },
};

type Cell = { verb: string; call: string; who: Who; expected: string; reads: boolean };

const cellsOf = (table: string, reads: boolean): Cell[] =>
  table.split("\n").flatMap((line) => {
    const [verb, relation, ...letters] = line.trim().split(/\s+/);
    if (!verb || !relation) return [];
    const call = `${verb} ${relation}`;
    return WHO.map((who, n) => ({ verb, call, who, expected: CODES[letters[n] ?? ""] ?? "?", reads }));
  });
const cells = [...cellsOf(MAY_CHANGE, false), ...cellsOf(MAY_READ, true)];
const refused = cells.filter((cell) => cell.expected !== "yes" && cell.expected !== "WRONG_CREDENTIALS");
const allowed = cells.filter((cell) => !refused.includes(cell));

const now = new Date("2026-11-20T02:00:00.000Z");
const testDb = useTestDb();
let matrix: Matrix;
let hashQuery = "";

beforeAll(async () => {
  process.env.AUTH_SECRET ||= "a secret that only this test knows, and nobody else";
  process.env.DATABASE_URL ||= testDb().url;
  matrix = await makeMatrix(testDb().db, now);
  const tables = await testDb().db.execute<{ name: string }>(
    // What triggers count from the calendar stands in working_days: its source is hashed.
    sql`select table_name as name from information_schema.tables
      where table_schema = 'public' and table_name <> 'working_days' order by 1`,
  );
  hashQuery = tables
    .map(
      ({ name }) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) as hash from "${name}" t`,
    )
    .join(" union all ");
  hashQuery = `select * from (${hashQuery}) hashes order by name`;
}, 60_000);

const hashOf = async (db: Executor) => JSON.stringify(await db.execute(sql.raw(hashQuery)));

function actorOf(who: Who): Actor {
  const person = matrix.people[who];
  if (person) return { kind: "user", id: person.id, role: person.role, teamId: person.teamId };
  const mate = matrix.people.mate;
  return { kind: "user", id: mate?.id ?? "", role: "nobody" as Role, teamId: mate?.teamId ?? null };
}

/** What an answer says: a batch tells it of its one item, a stream in its last line. */
function verdictOf(answer: unknown): string {
  if (Array.isArray(answer) && answer[0]?.ok === false) return String(answer[0].error);
  if (typeof answer === "string" && answer.includes('"kind":"refused"'))
    return /"error":"(\w+)"/.exec(answer)?.[1] ?? "?";
  return "yes";
}

async function attempt(cell: Cell, db: Executor): Promise<string> {
  const verb = verbs.find((one) => one.name === cell.verb);
  const given = callsOf(matrix)[cell.call];
  if (!verb || !given) throw new Error(`there is no call for ${cell.call}`);
  const run = await loadVerb(verb);
  try {
    return verdictOf(await answerOf(() => run({ db, actor: actorOf(cell.who), now }, ...given)));
  } catch (error) {
    if (error instanceof Error && "code" in error && error.name === "DomainError") return String(error.code);
    throw error;
  }
}

class RolledBack extends Error {}

describe("who may do what", () => {
  test("every verb and query has its row, and every row its call", () => {
    const rows = new Set(cells.map((cell) => cell.verb));
    expect(verbs.map((verb) => verb.name).filter((name) => !rows.has(name))).toEqual([]);
    expect([...rows].filter((name) => !verbs.some((verb) => verb.name === name))).toEqual([]);
    expect(cells.filter((cell) => cell.expected === "?")).toEqual([]);
    expect(Object.keys(callsOf(matrix)).sort()).toEqual([...new Set(cells.map((cell) => cell.call))].sort());
  });

  test.each(refused)("$call: no to $who ($expected), and nothing is written", async (cell) => {
    const before = await hashOf(testDb().db);
    expect(await attempt(cell, testDb().db)).toBe(cell.expected);
    expect(await hashOf(testDb().db)).toBe(before);
  });

  test.each(allowed)("$call: $expected to $who", async (cell) => {
    const run = testDb().db.transaction(async (tx) => {
      const before = await hashOf(tx);
      expect(await attempt(cell, tx)).toBe(cell.expected);
      if (cell.reads) expect(await hashOf(tx)).toBe(before);
      throw new RolledBack();
    });
    await expect(run).rejects.toThrow(RolledBack);
  });
});
