import { redirect } from "next/navigation";
import { requireCtx } from "@/lib/auth/require-ctx";

export default async function Home() {
  const { user } = await requireCtx();
  redirect(user.role === "rep" ? "/today" : "/dashboard");
}
