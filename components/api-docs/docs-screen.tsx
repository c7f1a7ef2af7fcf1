import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ApiText } from "@/lib/api/describe";
import { CallView } from "./call-view";
import { SchemaView } from "./schema-view";

const BASICS = ["auth", "key", "page", "version", "error", "limit", "mcp"] as const;

/** The reference of the API: how one talks to it, every call, every code, every schema. Works without scripts. */
export function DocsScreen({ groups, schemas, codes }: ApiText) {
  const t = useTranslations("api");
  const required = t("required");
  return (
    <div className="mx-auto flex max-w-[1280px]">
      <Contents groups={groups} />
      <main className="min-w-0 flex-1 px-8 pt-6 pb-20 max-md:px-4">
        <h1 className="font-semibold text-20">{t("title")}</h1>
        <p className="mt-1 text-muted-foreground">{t("lead")}</p>
        <p className="mt-3 flex flex-wrap gap-x-4 gap-y-1">
          <a href="/api/v1/openapi.json" className="hit text-primary-text hover:underline">
            {t("document")}
          </a>
          <Link href="/me/tokens" className="hit text-primary-text hover:underline">
            {t("tokens")}
          </Link>
        </p>
        <dl className="mt-5 grid grid-cols-2 gap-x-8 gap-y-4 max-lg:grid-cols-1">
          {BASICS.map((name) => (
            <div key={name}>
              <dt className="font-medium">{t(`${name}Title`)}</dt>
              <dd className="text-muted-foreground">{t(name)}</dd>
            </div>
          ))}
        </dl>
        {groups.map(({ tag, calls }) => (
          <section key={tag} id={`tag-${tag}`} className="mt-10 scroll-mt-4">
            <h2 className="mb-3 font-semibold text-16">{t(`tags.${tag}`)}</h2>
            {calls.map((call) => (
              <CallView key={call.endpoint.id} call={call} />
            ))}
          </section>
        ))}
        <Codes codes={codes} />
        <section id="schemas" className="mt-10">
          <h2 className="mb-3 font-semibold text-16">{t("schemas")}</h2>
          {schemas.map(({ name, schema }) => (
            <article key={name} id={`schema-${name}`} className="scroll-mt-4 border-hairline border-t py-5">
              <h3 className="mb-1.5 font-medium font-mono text-13">{name}</h3>
              {schema.description ? <p className="mb-2 text-muted-foreground">{schema.description}</p> : null}
              <SchemaView schema={schema} required={required} />
            </article>
          ))}
        </section>
      </main>
    </div>
  );
}

/** What each code of a refusal says. */
function Codes({ codes }: Pick<ApiText, "codes">) {
  const t = useTranslations("api");
  return (
    <section id="codes" className="mt-10">
      <h2 className="mb-3 font-semibold text-16">{t("codes")}</h2>
      <ul className="rounded-md border border-border">
        {codes.map(({ code, status, text }) => (
          <li
            key={code}
            id={`code-${code}`}
            className="grid scroll-mt-4 grid-cols-[48px_272px_1fr] gap-x-4 border-hairline border-b px-3 py-1.5 last:border-b-0 target:bg-hover max-md:grid-cols-[48px_1fr]"
          >
            <span className="font-mono text-12 text-muted-foreground">{status}</span>
            <span className="min-w-0 break-all font-mono text-12">{code}</span>
            <span className="min-w-0 max-md:col-start-2">{text}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Every call by its place; the tags open without a script. */
function Contents({ groups }: Pick<ApiText, "groups">) {
  const t = useTranslations("api");
  return (
    <nav
      aria-label={t("contents")}
      className="sticky top-0 h-dvh w-[272px] shrink-0 overflow-y-auto border-hairline border-e px-3 py-6 max-md:hidden"
    >
      {groups.map(({ tag, calls }, index) => (
        <details key={tag} open={index < 3} className="group">
          <summary className="flex h-8 cursor-pointer list-none items-center gap-1.5 rounded-md px-2 font-medium hover:bg-hover">
            <ChevronRight
              aria-hidden
              className="size-3.5 text-faint-foreground transition-transform group-open:rotate-90"
            />
            {t(`tags.${tag}`)}
          </summary>
          <ul className="mb-1 ps-5">
            {calls.map(({ endpoint }) => (
              <li key={endpoint.id}>
                <a
                  href={`#${endpoint.id}`}
                  className="block truncate rounded-md px-2 py-1 font-mono text-12 text-muted-foreground hover:bg-hover hover:text-foreground"
                >
                  {endpoint.id}
                </a>
              </li>
            ))}
          </ul>
        </details>
      ))}
    </nav>
  );
}
