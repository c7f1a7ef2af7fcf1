import { readFile } from "node:fs/promises";
import { type Command, InvalidArgumentError } from "commander";
import { asSystem } from "@/bin/lib/as-system";
import { unknownLines } from "@/bin/lib/unknown-lines";
import type { Ctx } from "@/lib/context";
import type { RuleBrief } from "@/lib/policies/rule-brief";
import type { PolicyDocument } from "@/lib/policies/schema";
import type { PolicyPreview } from "@/lib/policies/types";
import type { ClockCurve, Outcome, PolicySimulation } from "@/lib/simulation/types";

type Options = { pool: string; file?: string; json?: boolean };
type SimulateOptions = Options & { from?: string; until?: string; curve?: string };

/** Without a period, the last so many days. */
const DAYS = 90;

/** `policy preview` and `policy simulate`: whom a draft of a pool's rules would hit, and what it would have done. */
export function register(program: Command): void {
  const policy = program.command("policy").description("a pool's rules: try a draft before it is published");

  policy
    .command("preview")
    .description("whom a draft would hit if it were published now")
    .requiredOption("--pool <name>", "the pool, by its name or id")
    .requiredOption("--file <draft.json>", "the draft, a whole policy document as JSON")
    .option("--json", "print JSON")
    .action((options: Options) => preview(options));

  policy
    .command("simulate")
    .description("what a draft would have done in a period that is over")
    .requiredOption("--pool <name>", "the pool, by its name or id")
    .option("--file <draft.json>", "the draft as JSON; the version in force when absent")
    .option("--from <day>", `the first day, e.g. 2026-09-01; ${DAYS} days ago when absent`, parseDay)
    .option("--until <day>", "the last day; today when absent", parseDay)
    .option("--curve <rule>", "also this rule's clock at every length, by the rule's id")
    .option("--json", "print JSON")
    .action((options: SimulateOptions) => simulate(options));
}

function parseDay(value: string): string {
  const at = new Date(`${value}T00:00:00Z`);
  if (!/^\d{4}-\d\d-\d\d$/.test(value) || Number.isNaN(at.getTime()) || !at.toISOString().startsWith(value)) {
    throw new InvalidArgumentError("It must be a day, e.g. 2026-09-01.");
  }
  return value;
}

const TO_START_FROM =
  "Take a whole document to start from: npm run cli -- policy simulate --pool <name> --json prints the one in force as `document`.";

/** The draft that the file holds. Whatever is wrong with it is said by its place, and what to do about it. */
async function readDraft(file: string): Promise<PolicyDocument> {
  const { PolicyDocument } = await import("@/lib/policies/schema");
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new Error(
      `${file} can't be read: ${error instanceof Error ? error.message : error}\n${TO_START_FROM}`,
    );
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(
      `${file} is no JSON: ${error instanceof Error ? error.message : error}\n${TO_START_FROM}`,
    );
  }
  const parsed = PolicyDocument.safeParse(json);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(
    ({ path, message }) => `  ${path.length > 0 ? path.join(".") : "(the whole)"}: ${message}`,
  );
  throw new Error(
    `${file} is no policy. Put right, then try again:\n${problems.join("\n")}\n${TO_START_FROM}`,
  );
}

async function findPool(ctx: Ctx, wanted: string): Promise<{ id: string; name: string }> {
  const { listPools } = await import("@/lib/pools/queries");
  const pools = await listPools(ctx, { archived: true });
  const pool = pools.find(({ id, name }) => id === wanted || name === wanted);
  if (!pool)
    throw new Error(
      `There is no pool "${wanted}". There are: ${pools.map(({ name }) => name).join(", ") || "none"}.`,
    );
  return pool;
}

/** A rule as English names it. */
async function namer(): Promise<(rule: RuleBrief) => string> {
  const { translatorFor } = await import("@/lib/i18n/translator");
  const { ruleText } = await import("@/lib/i18n/rule-text");
  const t = translatorFor("en", "rules");
  return (rule) => ruleText(t, rule);
}

async function preview(options: Options): Promise<void> {
  const { previewPolicy } = await import("@/lib/policies/preview-policy");
  const document = await readDraft(options.file ?? "");
  const { pool, answer } = await asSystem(async (ctx) => {
    const pool = await findPool(ctx, options.pool);
    return { pool, answer: await previewPolicy(ctx, { poolId: pool.id, document }) };
  });
  if (options.json) console.log(JSON.stringify({ pool, ...answer }));
  else for (const line of await previewLines(pool.name, document, answer)) console.log(line);
}

async function previewLines(pool: string, document: PolicyDocument, answer: PolicyPreview) {
  const nameOf = await namer();
  const { briefOf } = await import("@/lib/policies/rule-brief");
  const { baseVersion, held, hit, was, added, spared, byRule, people, warnings } = answer;
  return [
    `${pool}, the draft against v${baseVersion}: of ${held} held, ${hit} go back by ${answer.noticeUntil} (v${baseVersion}: ${was}; ${added} more, ${spared} fewer)`,
    ...byRule.map(({ id, hit: taken }) => {
      const rule = document.returnRules.find((one) => one.id === id);
      return `  ${String(taken).padStart(6)}  ${rule ? nameOf(briefOf(rule)) : id}`;
    }),
    ...people.map(
      (one) =>
        `  ${one.name}: ${one.hit} of ${one.held} (${one.was} before)${one.overCap ? ", over the cap" : ""}`,
    ),
    ...warnings.map(({ code }) => `warning: ${code}`),
  ];
}

/** Says what is wrong with a period before anything is asked. */
async function checkPeriod(from: string, until: string, today: string): Promise<void> {
  const { daysInside, MOST_DAYS } = await import("@/lib/simulation/rules");
  if (from > today)
    throw new Error(
      `The period begins on ${from}, and today is ${today}: a replay asks what was. Give an earlier --from.`,
    );
  if (from > until)
    throw new Error(
      `The period ends on ${until}, before it begins on ${from}. Turn --from and --until round.`,
    );
  const days = daysInside(from, until);
  if (days > MOST_DAYS)
    throw new Error(
      `The period has ${days} days, and at most ${MOST_DAYS} are replayed. Give a later --from.`,
    );
}

/** Says which clocks have a curve, where the one that is asked for has none. */
async function checkCurve(document: PolicyDocument, ruleId: string): Promise<void> {
  const { hasCurve } = await import("@/lib/simulation/rules");
  const ids = document.returnRules.filter(hasCurve).map(({ id }) => id);
  if (!ids.includes(ruleId))
    throw new Error(
      `There is no clock "${ruleId}" to try at every length. There are: ${ids.join(", ") || "none"}.`,
    );
}

async function simulate(options: SimulateOptions): Promise<void> {
  const { simulatePolicy } = await import("@/lib/simulation/simulate-policy");
  const { simulateClock } = await import("@/lib/simulation/simulate-clock");
  const { SimulatePolicyInput } = await import("@/lib/simulation/schema");
  const { getPolicy } = await import("@/lib/policies/queries");
  const { getOrganization } = await import("@/lib/organization/queries");
  const { addMs, DAY, dayOf } = await import("@/lib/time");
  const draft = options.file === undefined ? null : await readDraft(options.file);
  const { pool, document, answer, curve } = await asSystem(async (ctx) => {
    const pool = await findPool(ctx, options.pool);
    const document = draft ?? (await getPolicy(ctx, { poolId: pool.id })).document;
    const { timeZone } = await getOrganization(ctx);
    const until = options.until ?? dayOf(ctx.now, timeZone);
    const before = addMs(new Date(`${until}T12:00:00Z`), (1 - DAYS) * DAY);
    const from = options.from ?? before.toISOString().slice(0, 10);
    await checkPeriod(from, until, dayOf(ctx.now, timeZone));
    if (options.curve !== undefined) await checkCurve(document, options.curve);
    const input = SimulatePolicyInput.parse({ poolId: pool.id, document, from, until });
    const answer = await simulatePolicy(ctx, input);
    const curve =
      options.curve !== undefined ? await simulateClock(ctx, { ...input, ruleId: options.curve }) : null;
    return { pool, document, answer, curve };
  });
  if (options.json) {
    console.log(JSON.stringify({ pool, document, ...answer, ...(curve ? { curve } : {}) }));
    return;
  }
  const lines = [
    ...(await simulationLines(pool.name, answer)),
    ...(curve ? await curveLines(curve) : []),
    ...unknownLines("a replay", answer.unknown),
  ];
  for (const line of lines) console.log(line);
}

const percent = (bps: number | null): string => (bps === null ? "-" : `${(bps / 100).toFixed(1)} %`);

const outcomeLine = (name: string, { reclaimed, idleDays, deals, bounceBps, tenures }: Outcome): string =>
  `${name.padEnd(10)}${String(reclaimed).padStart(6)} reclaimed of ${tenures}, ${idleDays} idle days saved, ${deals.count} deals came after it, ${percent(bounceBps)} went back`;

async function simulationLines(pool: string, answer: PolicySimulation): Promise<string[]> {
  const nameOf = await namer();
  const { draft, inForce, real, baseVersion, from, until, people, examples, stays } = answer;
  return [
    `${pool}, ${from} to ${until}`,
    outcomeLine("draft", draft),
    outcomeLine(`v${baseVersion}`, inForce),
    `${"really".padEnd(10)}${String(real.reclaimed).padStart(6)} reclaimed of ${real.tenures}, ${percent(real.bounceBps)} went back`,
    ...draft.byRule.map(({ rule, reclaimed }) => `  ${String(reclaimed).padStart(6)}  ${nameOf(rule)}`),
    ...draft.leftWithOwner.byRule.map(
      ({ rule, count }) =>
        `  ${String(count).padStart(6)}  ${nameOf(rule)}, of ${draft.leftWithOwner.all} that left with their owner`,
    ),
    ...(stays
      ? [
          `${String(stays.ended).padStart(8)} stays in the pool ended of ${stays.stays} (really ${stays.really}); ${stays.taken} of them somebody took afterwards, ${stays.deals.count} deals`,
          ...stays.byRule.map(({ rule, ended }) => `  ${String(ended).padStart(6)}  ${nameOf(rule)}`),
        ]
      : []),
    ...people
      .filter(({ reclaimed }) => reclaimed.draft + reclaimed.real > 0)
      .map(
        (one) =>
          `  ${one.name}: ${one.reclaimed.draft} (really ${one.reclaimed.real}), ${one.idleDays} idle days, ${one.deals.count} deals after`,
      ),
    ...examples.map(
      (one) =>
        `  ${one.at}  ${one.name} from ${one.userName}, ${nameOf(one.rule)}${one.dealAt ? `; a deal on ${one.dealAt}` : ""}`,
    ),
  ];
}

/** The clock at every length, and its knee at the share of deals that the interface begins with. */
async function curveLines({ rule, points, dealsInAll, unknown }: ClockCurve): Promise<string[]> {
  const { DEFAULT_COST_BPS, kneeOf } = await import("@/lib/simulation/rules");
  const knee = kneeOf(points, dealsInAll.count, DEFAULT_COST_BPS);
  const unit = rule.span.unit.replace("_", " ");
  return [
    `${rule.id} at every length, in ${unit}: reclaimed, idle days saved, deals after it (of ${dealsInAll.count})`,
    ...points.map(
      ({ length, reclaimed, idleDays, deals }) =>
        `  ${String(length).padStart(5)}${String(reclaimed).padStart(8)}${String(Math.round(idleDays)).padStart(10)}${String(deals).padStart(6)}${length === knee?.length ? "  the knee" : ""}`,
    ),
    `The knee is the shortest length from which on at most ${percent(DEFAULT_COST_BPS)} of the deals come after the reclaim.`,
    ...unknownLines("a curve", unknown),
  ];
}
