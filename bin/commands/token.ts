import type { Command } from "commander";
import { asSystem } from "@/bin/lib/as-system";

type CreateOptions = { user: string; scope: string[]; expires: string; name: string; json?: boolean };
type ListOptions = { user?: string; json?: boolean };

const several = (given: string, before: string[]): string[] => [...before, ...given.split(",")];

/** `token create`, `list` and `revoke`. */
export function register(program: Command): void {
  const token = program.command("token").description("tokens of the API: let programs act for a person");

  token
    .command("create")
    .description("make a token; it is printed this once")
    .requiredOption("--user <email>", "the person whose rights it has")
    .option(
      "--scope <scope>",
      "what of them: *, *.read, customers.*, customers.claim … (again for more)",
      several,
      [],
    )
    .option("--expires <when>", "30d, 12h, a day, an instant, or never", "365d")
    .option("--name <name>", "by which people tell it apart", "command line")
    .option("--json", "print JSON")
    .action(create);

  token
    .command("list")
    .description("whose tokens there are, and when they were used")
    .option("--user <email>", "only this person's")
    .option("--json", "print JSON")
    .action(list);

  token
    .command("revoke")
    .description("end a token from its next request on")
    .argument("<token>", "its id, or the beginning that is shown of it")
    .option("--json", "print JSON")
    .action(revoke);
}

const SPAN = /^(\d{1,5})([hd])$/;

/** When a token ends, as an ISO instant; null is never. */
function instantOf(when: string, now: Date): string | null {
  if (when === "never") return null;
  const [, amount, unit] = SPAN.exec(when) ?? [];
  const at = amount
    ? now.getTime() + Number(amount) * (unit === "h" ? 3_600_000 : 86_400_000)
    : Date.parse(when);
  if (Number.isNaN(at) || at > 8.64e15)
    throw new Error(`--expires ${when}: say 30d, 12h, 2027-01-31, or never.`);
  return new Date(at).toISOString();
}

async function create(options: CreateOptions): Promise<void> {
  const { createToken } = await import("@/lib/tokens/create-token");
  const { CreateTokenInput, SCOPES } = await import("@/lib/tokens/schema");
  const { requireUsers } = await import("@/lib/users/queries");
  const scopes = options.scope.length > 0 ? options.scope : ["*"];
  const made = await asSystem(async (ctx) => {
    const [user] = await requireUsers(ctx, { emails: [options.user] });
    const input = CreateTokenInput.safeParse({
      ...{ userId: user?.id, name: options.name, scopes },
      expiresAt: instantOf(options.expires, ctx.now),
    });
    if (!input.success && input.error.issues.some(({ path }) => path[0] === "scopes")) {
      throw new Error(`There are these scopes: ${SCOPES.join(", ")}`);
    }
    if (!input.success) throw input.error;
    return { ...(await createToken(ctx, input.data)), ...input.data };
  });
  const { tokenId, secret, prefix, expiresAt } = made;
  if (options.json) {
    console.log(
      JSON.stringify({ tokenId, token: secret, prefix, user: options.user, scopes: made.scopes, expiresAt }),
    );
  } else console.log(secret);
}

async function list(options: ListOptions): Promise<void> {
  const { listTokens } = await import("@/lib/tokens/queries");
  const { requireUsers } = await import("@/lib/users/queries");
  const tokens = await asSystem(async (ctx) => {
    const [user] = options.user ? await requireUsers(ctx, { emails: [options.user] }) : [];
    const all = await listTokens(ctx, { all: true });
    return user ? all.filter((one) => one.user.id === user.id) : all;
  });
  if (options.json) console.log(JSON.stringify({ tokens }));
  else
    for (const { prefix, name, user, scopes, expiresAt, revokedAt, lastUsedAt } of tokens) {
      const end = revokedAt ? "revoked" : expiresAt ? `until ${expiresAt.toISOString()}` : "for ever";
      const used = lastUsedAt ? `used ${lastUsedAt.toISOString()}` : "never used";
      console.log(`${prefix}…  ${name}  ${user.name}  ${scopes.join(",")}  ${end}, ${used}`);
    }
}

async function revoke(named: string, options: { json?: boolean }): Promise<void> {
  const { listTokens } = await import("@/lib/tokens/queries");
  const { revokeToken } = await import("@/lib/tokens/revoke-token");
  const { tokenId } = await asSystem(async (ctx) => {
    const found = (await listTokens(ctx, { all: true })).filter(
      ({ id, prefix }) => id === named || named.startsWith(prefix) || prefix === named,
    );
    const [token] = found;
    if (!token || found.length > 1)
      throw new Error(`There is no one token "${named}": see token list --json.`);
    return revokeToken(ctx, { tokenId: token.id });
  });
  console.log(options.json ? JSON.stringify({ tokenId }) : `${tokenId} revoked`);
}
