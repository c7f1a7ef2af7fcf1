import { useTranslations } from "next-intl";
import { Fragment, type ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import type { CallText } from "@/lib/api/describe";
import type { Messages } from "@/lib/i18n/messages";
import { Rows, SchemaView } from "./schema-view";

const TONES = { get: "info", post: "success", put: "warning", patch: "warning", delete: "danger" } as const;

const JSON_TYPE = "application/json";

/** One call: what it does, takes and answers, how it refuses, and how it looks on the command line. */
export function CallView({ call }: { call: CallText }) {
  const t = useTranslations("api");
  const summaries = useTranslations("apiCalls");
  const { endpoint, description, params, bodies, answer, refusals, curl } = call;
  const needs = endpoint.permission && endpoint.permission !== "profile.read" ? endpoint.permission : null;
  const shown = bodies.filter(({ type }, index) => type === JSON_TYPE || index === 0);
  return (
    <article id={endpoint.id} className="scroll-mt-4 border-hairline border-t py-6">
      <h3 className="font-semibold text-14">{summaries(endpoint.id as keyof Messages["apiCalls"])}</h3>
      <p className="mt-1.5 flex min-w-0 flex-wrap items-center gap-2">
        <Badge tone={TONES[endpoint.method]} className="font-mono uppercase">
          {endpoint.method}
        </Badge>
        <code className="min-w-0 break-all font-mono text-13">{endpoint.path}</code>
        <span className="text-12 text-muted-foreground">
          {t("scope")} <code className="font-mono">{needs ?? t("anyToken")}</code>
        </span>
      </p>
      {description ? <p className="mt-2 max-w-[720px] text-muted-foreground">{description}</p> : null}
      {params.length > 0 ? (
        <Part title={t("params")}>
          <Rows rows={params} required={t("required")} />
        </Part>
      ) : null}
      {shown.map(({ type, schema }) => (
        <Part key={type} title={`${t("body")} ${type}`}>
          <SchemaView schema={schema} required={t("required")} />
        </Part>
      ))}
      {answer ? (
        <Part title={`${t("answer")} ${answer.status}`}>
          <SchemaView schema={answer.schema} required={t("required")} />
        </Part>
      ) : null}
      <Part title={t("refusals")}>
        <ul className="font-mono text-12 text-muted-foreground">
          {refusals.map(({ status, codes }) => (
            <li key={status} className="flex gap-3">
              <span className="w-8 shrink-0 text-foreground">{status}</span>
              <span className="min-w-0 break-words">
                {codes.map((code, index) => (
                  <Fragment key={code}>
                    {index > 0 ? ", " : null}
                    <a href={`#code-${code}`} className="hover:text-foreground hover:underline">
                      {code}
                    </a>
                  </Fragment>
                ))}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t("example")}>
        <pre className="whitespace-pre-wrap break-words rounded-md bg-muted px-3 py-2.5 font-mono text-12">
          {curl}
        </pre>
      </Part>
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="mt-3">
      <h4 className="mb-1 text-12 text-faint-foreground">{title}</h4>
      {children}
    </section>
  );
}
