import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { TokensScreen } from "@/components/tokens/tokens-screen";
import { requireCtx } from "@/lib/auth/require-ctx";
import { may, PERMISSIONS } from "@/lib/permissions";
import { listTokens } from "@/lib/tokens/queries";
import { SCOPES } from "@/lib/tokens/schema";

type PageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("tokens");
  return { title: t("title") };
}

export default async function TokensPage({ searchParams }: PageProps) {
  const { ctx } = await requireCtx();
  const everybody = may(ctx.actor, "tokens.manageAll");
  const all = everybody && (await searchParams).all === "1";
  const mine = PERMISSIONS.filter((permission) => may(ctx.actor, permission) && SCOPES.includes(permission));
  return <TokensScreen tokens={await listTokens(ctx, { all })} scopes={mine} all={everybody ? all : null} />;
}
