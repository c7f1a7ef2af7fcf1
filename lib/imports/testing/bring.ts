import { sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import type { World } from "@/db/testing/factories";
import type { Ctx } from "@/lib/context";
import { importFile } from "@/lib/imports/import-file";
import type { ImportCounts, ImportResult } from "@/lib/imports/import-types";
import { storeFile } from "@/lib/imports/receive-file";
import type { ImportFileInput } from "@/lib/imports/schema";

const HEADER = "公司名称,联系人,电话,地区,行业";

/** A file of customers under one header. */
export const csv = (...lines: string[]): Buffer => Buffer.from([HEADER, ...lines].join("\n"));

/** A file of `count` customers whose names begin with `name`. */
export const numbered = (name: string, count: number): Buffer =>
  csv(...Array.from({ length: count }, (_, n) => `${name}${n},张三,${13_800_138_000 + n},上海,软件`));

type Whole = Omit<ImportFileInput, "fileId"> & { fileName: string; bytes: Uint8Array };

async function* wholly(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** Stores a file, and answers its id. */
export async function keep(ctx: Ctx, fileName: string, bytes: Uint8Array): Promise<string> {
  const { operationKey: _key, ...within } = ctx;
  return (await storeFile(within, { fileName, content: wholly(bytes) })).fileId;
}

/** Stores a file, imports it and waits for its end. */
export async function importBytes(ctx: Ctx, { fileName, bytes, ...asked }: Whole): Promise<ImportResult> {
  return importFile(ctx, { ...asked, fileId: await keep(ctx, fileName, bytes) });
}

type Over = { ctx?: Ctx; options?: ImportFileInput["options"]; fileName?: string; poolId?: string };

/** Imports a file into the world's pool as its manager, unless told otherwise. */
export function bring(world: World, bytes: Uint8Array, over: Over = {}): Promise<ImportResult> {
  const { ctx = world.as(world.manager), options = {}, fileName = "a.csv", poolId = world.pool.id } = over;
  return importBytes(ctx, { poolId, fileName, bytes, options });
}

/** The counts of a result alone. */
export const countsOf = ({ rows, created, updated, duplicate, rejected }: ImportCounts): ImportCounts => ({
  ...{ rows, created, updated, duplicate, rejected },
});

/** The customers whose names begin so. */
export function named(world: World, name: string): Promise<(typeof customers.$inferSelect)[]> {
  return world.db
    .select()
    .from(customers)
    .where(sql`name like ${`${name}%`}`)
    .orderBy(customers.name);
}

/** How many there are of everything that a file can leave behind, but for the word that it failed. */
export async function traces(world: World): Promise<number[]> {
  const [row] = await world.db.execute<Record<string, number>>(sql`
    select (select count(*)::int from customers) as a, (select count(*)::int from contacts) as b,
      (select count(*)::int from events) as c, (select count(*)::int from imports where state <> 'failed') as d,
      (select count(*)::int from import_rows) as e, (select count(*)::int from notifications) as f,
      (select count(*)::int from edits) as g`);
  return Object.values(row ?? {});
}
