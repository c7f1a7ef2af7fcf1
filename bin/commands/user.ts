import type { Command } from "commander";
import { asSystem } from "@/bin/lib/as-system";

type CreateOptions = {
  name: string;
  role: string;
  team?: string;
  pool: string[];
  cap?: string;
  json?: boolean;
};
type DeactivateOptions = { to?: string; note: string; json?: boolean };
type ListOptions = { all?: boolean; json?: boolean };

/** `user create`, `list`, `reset-password` and `deactivate`. */
export function register(program: Command): void {
  const user = program
    .command("user")
    .description("people: let them in, let them go, give them a new password");

  user
    .command("list")
    .description("who there is, and what they hold")
    .option("--all", "also those who have left")
    .option("--json", "print JSON")
    .action(list);

  user
    .command("create")
    .description("let somebody in; prints a password to hand over")
    .argument("<email>", "the address to sign in with")
    .requiredOption("--name <name>", "the name that others see")
    .option("--role <role>", "rep, manager or admin", "rep")
    .option("--team <name>", "the team, by its name")
    .option("--pool <name...>", "the pools to claim in, by name", [])
    .option("--cap <number>", "an own holding cap in every pool")
    .option("--json", "print JSON")
    .action(create);

  user
    .command("reset-password")
    .description("give somebody a new password, which is printed, and sign him out everywhere")
    .argument("<email>", "whose")
    .option("--keep-tokens", "let the programs that act for him by API tokens go on")
    .option("--json", "print JSON")
    .action(reset);

  user
    .command("deactivate")
    .description("let somebody go: his sessions end, his customers go to a colleague or back to the pools")
    .argument("<email>", "who leaves")
    .option("--to <email>", "the colleague who takes what he has room for")
    .option("--note <text>", "for the ledger", "")
    .option("--json", "print JSON")
    .action(deactivate);
}

async function list(options: ListOptions): Promise<void> {
  const { listUsers } = await import("@/lib/users/queries");
  const users = await asSystem((ctx) => listUsers(ctx, { state: options.all ? "all" : "active" }));
  if (options.json) console.log(JSON.stringify({ users }));
  else
    for (const { email, name, role, teamName, heldCount, deactivatedAt } of users) {
      const team = teamName ? `, ${teamName}` : "";
      console.log(
        `${email.padEnd(32)}${name}  ${role}${team}, holds ${heldCount}${deactivatedAt ? " (left)" : ""}`,
      );
    }
}

async function create(email: string, options: CreateOptions): Promise<void> {
  const { createUser } = await import("@/lib/users/create-user");
  const { temporaryPassword } = await import("@/lib/users/hash-new-password");
  const { CreateUserInput } = await import("@/lib/users/schema");
  const { listTeams } = await import("@/lib/teams/queries");
  const { listPools } = await import("@/lib/pools/queries");
  const password = temporaryPassword();
  const { userId } = await asSystem(async (ctx) => {
    const teamId = options.team ? idOf(await listTeams(ctx), options.team, "team") : null;
    const pools = await listPools(ctx);
    const poolIds = options.pool.map((name) => idOf(pools, name, "pool"));
    const { name, role } = options;
    const holdingCap = options.cap === undefined ? null : Number(options.cap);
    const input = CreateUserInput.parse({ email, name, role, teamId, poolIds, holdingCap });
    return createUser(ctx, { ...input, password });
  });
  console.log(options.json ? JSON.stringify({ userId, email, password }) : `${email}  password ${password}`);
}

function idOf(rows: readonly { id: string; name: string }[], name: string, what: string): string {
  const found = rows.find((row) => row.name === name);
  if (!found)
    throw new Error(`There is no ${what} "${name}". Known: ${rows.map((row) => row.name).join(", ")}.`);
  return found.id;
}

async function reset(email: string, options: { keepTokens?: boolean; json?: boolean }): Promise<void> {
  const { resetPassword } = await import("@/lib/users/reset-password");
  const { temporaryPassword } = await import("@/lib/users/hash-new-password");
  const { requireUsers } = await import("@/lib/users/queries");
  const password = temporaryPassword();
  const { userId, endedSessions, endedTokens } = await asSystem(async (ctx) => {
    const [user] = await requireUsers(ctx, { emails: [email] });
    return resetPassword(ctx, { userId: user?.id ?? "", password, endTokens: !options.keepTokens });
  });
  if (options.json) console.log(JSON.stringify({ userId, email, password, endedSessions, endedTokens }));
  else {
    const ended = `${endedSessions} sessions and ${endedTokens} API tokens ended`;
    console.log(`${email}  password ${password}  (${ended})`);
  }
}

async function deactivate(email: string, options: DeactivateOptions): Promise<void> {
  const { deactivateUser } = await import("@/lib/users/deactivate-user");
  const { requireUsers } = await import("@/lib/users/queries");
  const result = await asSystem(async (ctx) => {
    const [leaver, receiver] = await requireUsers(ctx, {
      emails: [email, ...(options.to ? [options.to] : [])],
    });
    const receiverId = receiver?.id ?? null;
    return deactivateUser(ctx, { userId: leaver?.id ?? "", receiverId, note: options.note });
  });
  if (options.json) console.log(JSON.stringify(result));
  else {
    const { transferred, departed, endedSessions } = result;
    console.log(
      `${email} left: ${transferred} handed over, ${departed} back to the pools, ${endedSessions} sessions ended`,
    );
  }
}
