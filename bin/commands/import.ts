import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Ctx } from "@/lib/context";
import type { Destination, OnDuplicate } from "@/lib/imports/choices";
import type { Waiting } from "@/lib/imports/import-file";
import type { ImportResult } from "@/lib/imports/import-types";
import type { ImportOptions, TableChoices } from "@/lib/imports/schema";

type Options = {
  pool: string;
  json?: boolean;
  country?: string;
  encoding?: string;
  delimiter?: string;
  sheet?: string;
  headerRow?: number;
  source?: string;
  map?: [header: string, field: string][];
  onDuplicate: OnDuplicate;
  samePhone?: boolean;
  toOwners?: boolean;
  allocate?: boolean;
  keepOrigin?: boolean;
  dryRun?: boolean;
  quiet?: boolean;
};

/** `import`: a file of customers into a pool. */
export function register(program: Command): void {
  program
    .command("import")
    .description("import customers from a CSV or XLSX into a pool")
    .argument("<file>", "a .csv, .tsv or .xlsx")
    .requiredOption("--pool <name>", "the pool, by its name or id")
    .option(
      "--country <code>",
      "where phones without a country are from, e.g. CN; found from the file otherwise",
    )
    .option("--encoding <name>", "utf-8, gb18030, big5, windows-1252, utf-16le or utf-16be; found otherwise")
    .option("--delimiter <character>", "what divides the cells of a CSV; found otherwise")
    .option("--sheet <name>", "the sheet of an XLSX; the first with a table otherwise")
    .option(
      "--header-row <number>",
      "the row that holds the header, from 1, or 0 without one; found otherwise",
      parseRow,
    )
    .option("--source <text>", "the source of customers that name none")
    .option(
      "--map <header=field>",
      "where a column goes, e.g. --map Tel=phone; nowhere: --map Tel=",
      parsePair,
      [],
    )
    .addOption(
      new Option("--on-duplicate <what>", "what happens to customers that are there already")
        .choices(["skip", "fill", "overwrite", "merge"])
        .default("fill"),
    )
    .option("--same-phone", "a customer with the same phone is the same, whatever it is called")
    .option("--to-owners", "into the hands of whom the column of the owner names, as far as caps have room")
    .option("--allocate", "to the people of the pool, by its rules of allocation")
    .option("--keep-origin", "keep by whom and when customers were first entered, where columns say so")
    .option("--dry-run", "count what would happen, and change nothing")
    .option("--quiet", "say nothing on the way")
    .option("--json", "print JSON")
    .action((file: string, options: Options) => run(file, options));
}

function parseRow(value: string): number {
  if (!/^(?:0|[1-9]\d{0,6})$/.test(value))
    throw new InvalidArgumentError("It must be the number of a row, from 1, or 0.");
  return Number(value);
}

function parsePair(value: string, before: [string, string][] = []): [string, string][] {
  const at = value.lastIndexOf("=");
  if (at < 1) throw new InvalidArgumentError('It must be "Header=field".');
  return [...before, [value.slice(0, at).trim(), value.slice(at + 1).trim()]];
}

async function run(file: string, options: Options): Promise<void> {
  const { closeSystemPool, systemContext } = await import("@/jobs/engine/system-context");
  const started = performance.now();
  try {
    const ctx = systemContext("cli", new Date());
    const result = await importAs(ctx, file, options);
    const ms = Math.round(performance.now() - started);
    if (options.json) console.log(JSON.stringify({ ...withoutCells(result), ms }));
    else for (const line of linesOf(result, ms)) console.log(line);
  } catch (error) {
    throw new Error(await wordsOf(error, file));
  } finally {
    await closeSystemPool();
  }
}

async function importAs(ctx: Ctx, file: string, options: Options): Promise<ImportResult> {
  const { listTargetPools } = await import("@/lib/imports/queries");
  const { importFile } = await import("@/lib/imports/import-file");
  const { storeFile } = await import("@/lib/imports/receive-file");
  const pools = await listTargetPools(ctx);
  const pool = pools.find(({ id, name }) => name === options.pool || id === options.pool);
  if (!pool) {
    const names = pools.map(({ name }) => name).join(", ");
    throw new Error(`There is no pool "${options.pool}". Pools: ${names || "none yet"}.`);
  }
  const table = await choicesOf(options);
  await requireReadable(file);
  const { fileId } = await storeFile(ctx, { fileName: basename(file), content: createReadStream(file) });
  const mapping = await mappingFor(ctx, { fileId, table }, options.map ?? []);
  const { onDuplicate, samePhone = false, dryRun = false, country, source, keepOrigin = false } = options;
  const importOptions = {
    ...{ table, onDuplicate, samePhone, dryRun, keepOrigin, into: destinationOf(options) },
    ...(source ? { defaultSource: source } : {}),
    ...(country ? { country: country.toUpperCase() as NonNullable<ImportOptions["country"]> } : {}),
  };
  const input = { poolId: pool.id, fileId, options: importOptions };
  const waiting = {
    clock: () => new Date(),
    ...(options.quiet || options.json ? {} : { tell: progressLine() }),
  };
  return importFile(ctx, { ...input, ...(mapping ? { mapping } : {}) }, waiting);
}

function destinationOf({ toOwners, allocate }: Options): Destination {
  if (toOwners && allocate) throw new Error("Either --to-owners or --allocate.");
  if (toOwners) return "owners";
  return allocate ? "allocation" : "pool";
}

/** Says on a terminal how far it is, over and over in one line. */
function progressLine(): NonNullable<Waiting["tell"]> {
  if (!process.stderr.isTTY) return () => {};
  return ({ state, rows, totalRows }) => {
    const line = `${state} ${rows}${totalRows === null ? "" : ` of ${totalRows}`} rows`;
    process.stderr.write(`\r${line.padEnd(50)}${state === "finished" ? "\r" : ""}`);
  };
}

const FILE_TROUBLE: Record<string, string> = {
  ENOENT: "there is no such file",
  EISDIR: "that is a folder",
  EACCES: "the file may not be read",
};

async function requireReadable(file: string): Promise<void> {
  try {
    if ((await stat(file)).isDirectory()) throw new Error(`${file}: ${FILE_TROUBLE.EISDIR}`);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : null;
    if (code === null) throw error;
    throw new Error(`${file}: ${FILE_TROUBLE[code] ?? code}`, { cause: error });
  }
}

async function choicesOf(options: Options): Promise<TableChoices> {
  const { TableChoices } = await import("@/lib/imports/schema");
  const { encoding, delimiter, sheet, headerRow } = options;
  const given = { encoding: encoding?.toLowerCase(), delimiter, sheet, headerRow };
  return TableChoices.parse(
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  );
}

async function mappingFor(
  ctx: Ctx,
  file: { fileId: string; table: TableChoices },
  pairs: [header: string, field: string][],
) {
  if (pairs.length === 0) return undefined;
  const { previewFile } = await import("@/lib/imports/preview-file");
  const { mappingOf } = await import("@/lib/imports/rules");
  const { MappingInput } = await import("@/lib/imports/schema");
  const proposed = mappingOf((await previewFile(ctx, file)).proposals);
  const wanted = Object.fromEntries(pairs.map(([header, field]) => [header, field === "" ? null : field]));
  return MappingInput.parse({ ...proposed, ...wanted });
}

const withoutCells = ({ skipped, ...result }: ImportResult) => ({
  ...result,
  skipped: skipped.map(({ number, outcome, reasons }) => ({ row: number, outcome, reasons })),
});

function linesOf(result: ImportResult, ms: number): string[] {
  const { rows, created, updated, duplicate, rejected } = result;
  const read = [result.format, result.encoding, result.sheet && `sheet "${result.sheet}"`]
    .filter(Boolean)
    .join(", ");
  const header = result.headerRow === 0 ? "no header" : `header in row ${result.headerRow}`;
  const done = result.importId === null ? "would be imported" : "imported";
  return [
    `${result.fileName} ${done} into ${result.poolName} (${read}, ${header}; ${ms} ms)`,
    `rows ${rows}, created ${created}, updated ${updated}, duplicate ${duplicate}, rejected ${rejected}`,
    ...result.skipped.slice(0, 10).map(({ number, outcome, reasons }) => {
      const why = reasons.map(({ code, field, value }) => [code, field, value].filter(Boolean).join(" "));
      return `  row ${number}: ${outcome}, ${why.join("; ")}`;
    }),
  ];
}

/** What went wrong, in English words. */
async function wordsOf(error: unknown, file: string): Promise<string> {
  const { DomainError } = await import("@/lib/errors");
  const { ZodError } = await import("zod");
  if (error instanceof ZodError) {
    return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
  }
  if (!(error instanceof DomainError)) return error instanceof Error ? error.message : String(error);
  const { translatorFor } = await import("@/lib/i18n/translator");
  const { errorText } = await import("@/lib/i18n/error-text");
  const { fileRefusalText } = await import("@/lib/imports/reason-text");
  const where = { locale: "en", timeZone: "UTC" } as const;
  const about = fileRefusalText(translatorFor("en", "imports"), error.params);
  if (about) return `${file}: ${about}`;
  const sentence = errorText(translatorFor("en", "errors"), error, where);
  return `${file}: ${sentence}${error.params.field ? ` (${error.params.field})` : ""}`;
}
