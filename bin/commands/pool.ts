import type { Command } from "commander";
import { asSystem } from "@/bin/lib/as-system";

type CreateOptions = { description: string; member: string[]; json?: boolean };

/** `pool list` and `pool create`. */
export function register(program: Command): void {
  const pool = program.command("pool").description("pools: list them, open one");

  pool
    .command("list")
    .description("the pools, their rules and what lies in them")
    .option("--archived", "also those that are closed")
    .option("--json", "print JSON")
    .action((options: { archived?: boolean; json?: boolean }) => list(options));

  pool
    .command("create")
    .description("open a pool under the default rules")
    .argument("<name>", "its name")
    .option("--description <text>", "what it is for", "")
    .option("--member <email...>", "who may claim in it, by e-mail", [])
    .option("--json", "print JSON")
    .action((name: string, options: CreateOptions) => create(name, options));
}

async function list(options: { archived?: boolean; json?: boolean }): Promise<void> {
  const { listPools } = await import("@/lib/pools/queries");
  const pools = await asSystem((ctx) => listPools(ctx, { archived: options.archived ?? false }));
  if (options.json) {
    console.log(
      JSON.stringify({ pools: pools.map(({ mineCount: _mine, freshCount: _fresh, ...row }) => row) }),
    );
    return;
  }
  for (const one of pools) {
    const counts = `${one.pooledCount} in the pool, ${one.heldCount} held, ${one.memberCount} members`;
    console.log(
      `${one.id}  ${one.name}  v${one.policyVersion}  ${counts}${one.archivedAt ? "  (closed)" : ""}`,
    );
  }
}

async function create(name: string, options: CreateOptions): Promise<void> {
  const { createPool } = await import("@/lib/pools/create-pool");
  const { CreatePoolInput } = await import("@/lib/pools/schema");
  const { requireUsers } = await import("@/lib/users/queries");
  const { poolId } = await asSystem(async (ctx) => {
    const members = await requireUsers(ctx, { emails: options.member });
    const memberIds = members.map((user) => user.id);
    return createPool(ctx, CreatePoolInput.parse({ name, description: options.description, memberIds }));
  });
  console.log(options.json ? JSON.stringify({ poolId, name }) : `${poolId}  ${name}`);
}
