import { spawn } from "node:child_process";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import postgres from "postgres";
import { z } from "zod";
import { atMost, type Bench, type Result, timed } from "./measure";
import { makeWorld } from "./world";

const ROWS = 1_000_000;
const MEGABYTES = 300;
/** So many rows a bare COPY of the same columns may keep while one is entered: with its contact, ledger, names for search and indexes. */
const TIMES = 250;

const HEADER = "公司名称,联系人,电话,邮箱,地区,行业,地址,备注\n";
const REGIONS = [
  "上海",
  "江苏 苏州",
  "浙江 杭州",
  "广东 深圳",
  "北京",
  "四川 成都",
  "湖北 武汉",
  "山东 青岛",
];
const TRADES = ["软件", "机械", "物流", "餐饮", "医药", "教育", "外贸", "电子"];
const SYLLABLES = [
  "海",
  "安",
  "华",
  "信",
  "达",
  "和",
  "盛",
  "云",
  "立",
  "元",
  "泰",
  "嘉",
  "博",
  "恒",
  "新",
  "川",
];

function lineOf(n: number): string {
  const brand = [n, n >> 4, n >> 8, n >> 12, n >> 16].map((part) => SYLLABLES[part & 15]).join("");
  const region = REGIONS[n % REGIONS.length] ?? "";
  return `${brand}${TRADES[n % 7]}${n}有限公司,联系人${n % 997},${13_000_000_000 + n},a${n}@example.com,${region},${TRADES[n % 8]},${region}第${n % 500}号,第${n}行\n`;
}

async function writeFile(path: string, rows: number): Promise<void> {
  async function* lines() {
    yield HEADER;
    for (let from = 0; from < rows; from += 5_000) {
      yield Array.from({ length: Math.min(5_000, rows - from) }, (_, n) => lineOf(from + n)).join("");
    }
  }
  await pipeline(lines(), createWriteStream(path));
}

/** The same columns by COPY into a table without indexes: what the server takes to read and keep them at all. */
async function bareCopy(url: string, path: string): Promise<number> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  await sql`create table bare (name text, contact text, phone text, email text, region text, industry text, address text, note text)`;
  const took = await timed(async () => {
    await pipeline(
      createReadStream(path),
      await sql`copy bare from stdin with (format csv, header)`.writable(),
    );
  });
  await sql.end();
  return took;
}

const Report = z.object({
  ...{
    rows: z.number(),
    created: z.number(),
    seconds: z.number(),
    sendSeconds: z.number(),
    peakMegabytes: z.number(),
  },
});

function importIn(url: string, path: string, poolId: string): Promise<z.infer<typeof Report>> {
  const script = new URL("./import-process.ts", import.meta.url).pathname;
  const child = spawn(process.execPath, ["--import", "tsx", script, path, poolId], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString();
    });
    child.on("error", reject);
    child.on("close", (code) => {
      if (code === 0) resolve(Report.parse(JSON.parse(said)));
      else reject(new Error(`the import ended with ${code}`));
    });
  });
}

/** A CSV end to end, in a process of its own: sent, counted, entered; rows per second against a bare COPY, and peak memory. */
export const importing: Bench = {
  name: "import",
  async run({ freshDatabase, progress, scale }) {
    const rows = Math.max(2_000, Math.round(ROWS * scale));
    const folder = await mkdtemp(join(tmpdir(), "gonghai-bench-"));
    try {
      const path = join(folder, "customers.csv");
      await writeFile(path, rows);
      const world = await makeWorld(await freshDatabase(), 1, 2);
      const copied = await bareCopy(world.url, path);
      progress(`import: COPY ${((rows / copied) * 1000).toFixed(0)} rows/s`);
      const report = await importIn(world.url, path, world.poolId);
      await world.end();
      if (report.created !== rows) throw new Error(`${report.created} of ${rows} rows were entered`);
      const value = rows / report.seconds;
      progress(`import: ${value.toFixed(0)} rows/s, ${report.peakMegabytes.toFixed(0)} MB at most`);
      const baseline = (rows / copied) * 1000;
      const speed: Result = {
        ...{ name: "import", value, unit: "rows/s", against: "bare COPY", baseline, ratio: baseline / value },
        ...atMost(TIMES)(baseline / value),
      };
      const share = report.peakMegabytes / MEGABYTES;
      const memory: Result = {
        ...{ name: "import memory", value: report.peakMegabytes, unit: "MB", against: "what is promised" },
        ...{ baseline: MEGABYTES, ratio: share, ...atMost(1)(share) },
      };
      return [speed, memory];
    } finally {
      await rm(folder, { recursive: true });
    }
  },
};
