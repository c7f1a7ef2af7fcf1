import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { v7 } from "uuid";
import { newId } from "@/db/columns";
import { policies, poolMembers, pools } from "@/db/schema/pools";
import { countGrams } from "@/lib/customers/count-grams";
import { poolGram } from "@/lib/customers/name-matches";
import { gramsOf } from "@/lib/customers/search-grams";
import { DEFAULT_POLICY } from "@/lib/policies/schema";
import { makeWorld, NOW, type World } from "./world";

const POOLS = 5;
const AT_A_TIME = 50_000;
/** How many each rep holds. */
export const HELD = 300;

const REGIONS = [..."京沪津渝冀晋辽吉黑苏浙皖闽赣鲁豫鄂湘粤琼"];
const CITIES =
  "上海 北京 深圳 广州 重庆 杭州 苏州 成都 武汉 南京 天津 宁波 青岛 长沙 郑州 西安 东莞 佛山 无锡 厦门".split(
    " ",
  );
const BRAND = [
  ..."长乐银行青屿澄怀墨庐霁月素笺砚池瑞丰恒达华盛金鼎宏远天宇博雅鑫源明德凯旋龙腾永安嘉禾泰和锦程万通中科信诚海纳百川云帆星辰拓维智联创想启明航佳美优品卓越众合汇聚新希望蓝图绿洲红杉紫荆",
];
const TRADES =
  "科技 科技 科技 贸易 贸易 实业 电子 机械设备 建筑工程 信息技术 网络科技 文化传媒 物流 新能源 生物医药 餐饮管理 教育咨询 纺织 化工 金属制品".split(
    " ",
  );
const ENDINGS = [
  "有限公司",
  "有限公司",
  "有限公司",
  "有限公司",
  "股份有限公司",
  "有限责任公司",
  "集团有限公司",
];
const SURNAMES = [..."王李张刘陈杨赵黄周吴徐孙马朱胡郭何林罗高"];

/** A number that looks random and is the same in every run. */
export function spread(n: number, salt: number, size: number): number {
  let hash = Math.imul(n ^ (salt * 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % size;
}
export const pick = (list: readonly string[], n: number, salt: number): string =>
  list[spread(n, salt, list.length)] ?? "";

export const brandOf = (n: number) =>
  pick(BRAND, n, 1) + pick(BRAND, n, 2) + (n % 3 === 0 ? pick(REGIONS, n, 3) : "");
export const nameOf = (n: number) =>
  pick(CITIES, n, 4) + brandOf(n) + pick(TRADES, n, 5) + pick(ENDINGS, n, 6);
export const phoneOf = (n: number) => `+86139${String((n * 7_919) % 100_000_000).padStart(8, "0")}`;
export const personOf = (n: number) => pick(SURNAMES, n, 7) + pick(BRAND, n, 8) + pick(BRAND, n, 9);
const CODE_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A unified social credit code whose last character is that of the standard (GB 32100-2015). */
export function codeOf(n: number): string {
  const body = `91${String(n).padStart(15, "0")}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (3 ** place % 31), 0);
  return body + CODE_CHARACTERS.charAt((31 - (sum % 31)) % 31);
}

type Filled = { world: World; seconds: number; bytes: number };

/** Indexes are built once all rows are there: that is several times as fast. */
async function withoutIndexes(
  db: postgres.Sql,
  tables: readonly string[],
  fill: () => Promise<void>,
): Promise<void> {
  const indexes = await db<{ name: string; definition: string }[]>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.tablename = any (${tables as string[]}) and not exists (
      select from pg_constraint c where c.conname = i.indexname and c.contype in ('p', 'u'))`;
  for (const { name } of indexes) await db.unsafe(`drop index "${name}"`);
  await fill();
  await db.unsafe("set maintenance_work_mem = '1GB'");
  for (const { definition } of indexes) await db.unsafe(definition);
}

async function copyNames(db: postgres.Sql, count: number, poolIds: readonly string[]): Promise<void> {
  await db.unsafe(
    "create unlogged table bench_names (n int, id uuid, name text, pool_id uuid, person text, phone text, code text, grams int[])",
  );
  for (let from = 1; from <= count; from += AT_A_TIME) {
    const lines: string[] = [];
    for (let n = from; n < Math.min(count + 1, from + AT_A_TIME); n += 1) {
      const [name, pool] = [nameOf(n), poolIds[n % poolIds.length] ?? ""];
      const grams = `{${[...gramsOf(name), poolGram(pool)].join(",")}}`;
      lines.push(`${[n, v7(), name, pool, personOf(n), phoneOf(n), codeOf(n), grams].join("\t")}\n`);
    }
    await pipeline(Readable.from(lines), await db`copy bench_names from stdin`.writable());
  }
}

async function fillCustomers(db: postgres.Sql, reps: readonly string[]): Promise<void> {
  const at = NOW.toISOString();
  await db.unsafe("alter table customers disable trigger user");
  await db.unsafe("alter table contacts disable trigger user");
  await db`
    insert into customers (id, name, name_key, identity_key, credit_code, grade, industry, region, source, stage, intent, created_at, edited_at,
      state, owner_id, pool_id, version, moved_at, held_since, pooled_at, owner_count)
    select id, name, name, 'cc:' || code, code, (array['A','B','C'])[1 + n % 3],
      'industry ' || n % 20, 'region ' || n % 31, 'source ' || n % 6, 'new', 'unknown', ${at}::timestamptz, ${at}::timestamptz,
      case when held then 'owned' else 'pooled' end, case when held then (${reps as string[]}::uuid[])[1 + n % ${reps.length}] end, pool_id, 1,
      entered, case when held then entered end, entered, held::int
    from (select *, n <= ${reps.length * HELD} as held, ${at}::timestamptz - (n % 432000) * interval '60 s' as entered from bench_names) b`;
  await db`insert into customer_names (customer_id, name, grams)
    select id, name, grams || name_blocks(nextval('customer_names_numbers')) from bench_names order by n`;
  await db`insert into contacts (id, customer_id, name, phone, phone_e_164, is_primary, created_at)
    select gen_random_uuid(), id, person, phone, phone, true, ${at}::timestamptz from bench_names`;
  await db`insert into tenures (id, customer_id, user_id, pool_id, start_kind, start_version, started_at, revealed_at)
    select gen_random_uuid(), id, owner_id, pool_id, 'created', 1, held_since, held_since from customers where state = 'owned'`;
  await db.unsafe("alter table customers enable trigger user");
  await db.unsafe("alter table contacts enable trigger user");
  await db.unsafe("drop table bench_names");
}

/** This many customers with a contact each in five pools; the first rep is a member of two and holds three hundred. */
export async function filled(url: string, count: number): Promise<Filled> {
  const started = performance.now();
  const world = await makeWorld(url, 10, 4);
  const poolIds = [world.poolId];
  for (let n = 1; n < POOLS; n += 1) {
    const [id, policyId] = [newId(), newId()];
    await world.db.insert(pools).values({ id, name: `Bench ${n}`, createdAt: NOW });
    const policy = { id: policyId, poolId: id, version: 1, document: DEFAULT_POLICY, publishedAt: NOW };
    await world.db.insert(policies).values(policy);
    poolIds.push(id);
  }
  const [rep = ""] = world.reps;
  await world.db.insert(poolMembers).values({ poolId: poolIds[1] ?? "", userId: rep, joinedAt: NOW });
  const db = postgres(url, { max: 1, onnotice: () => {} });
  await withoutIndexes(db, ["customers", "customer_names", "contacts"], async () => {
    await copyNames(db, count, poolIds);
    await fillCustomers(db, world.reps);
  });
  for (const table of ["customers", "customer_names", "contacts", "tenures"])
    await db.unsafe(`vacuum analyze ${table}`);
  await countGrams({ db: world.db, actor: { kind: "system", job: "index-names" }, now: NOW });
  const [size] = await db<{ bytes: string }[]>`select pg_database_size(current_database()) as bytes`;
  await db.end();
  return { world, seconds: (performance.now() - started) / 1000, bytes: Number(size?.bytes) };
}
