import type { Ctx } from "@/lib/context";

/** Runs what a command does as the system, now, on the command's own connections; a refusal becomes an English sentence. */
export async function asSystem<T>(work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const { closeSystemPool, systemContext } = await import("@/jobs/engine/system-context");
  try {
    return await work(systemContext("cli", new Date()));
  } catch (error) {
    throw new Error(await wordsOf(error), { cause: error });
  } finally {
    await closeSystemPool();
  }
}

async function wordsOf(error: unknown): Promise<string> {
  const { DomainError } = await import("@/lib/errors");
  const { ZodError } = await import("zod");
  if (error instanceof ZodError) {
    return error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("\n");
  }
  if (!(error instanceof DomainError)) return error instanceof Error ? error.message : String(error);
  const { translatorFor } = await import("@/lib/i18n/translator");
  const { errorText } = await import("@/lib/i18n/error-text");
  const sentence = errorText(translatorFor("en", "errors"), error, { locale: "en", timeZone: "UTC" });
  const { what } = error.params;
  return what ? `${sentence} (${what})` : sentence;
}
