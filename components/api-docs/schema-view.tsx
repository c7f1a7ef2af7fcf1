import { Fragment, type ReactNode } from "react";
import { type Row, refName, rowsOf, type Schema } from "@/lib/api/describe";

/** The type of a value in one line; what has a name leads to it. */
export function TypeText({ schema }: { schema: Schema }): ReactNode {
  if (schema.$ref) {
    const name = refName(schema.$ref);
    return (
      <a
        href={`#schema-${name}`}
        className="text-primary-text underline decoration-border underline-offset-2"
      >
        {name}
      </a>
    );
  }
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(" | ");
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) {
    return choices.map((choice, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: the choices of a type never change
      <Fragment key={index}>
        {index > 0 ? " | " : null}
        <TypeText schema={choice} />
      </Fragment>
    ));
  }
  if (schema.type === "array") {
    return (
      <>
        <TypeText schema={schema.items ?? {}} />
        []
      </>
    );
  }
  if (schema.properties) return <Inline schema={schema} />;
  const type = Array.isArray(schema.type) ? schema.type.join(" | ") : (schema.type ?? "any");
  return [schema.format ?? type, limitsOf(schema)].filter(Boolean).join(" ");
}

function limitsOf({ minimum, maximum, maxLength, maxItems }: Schema): string {
  if (minimum !== undefined && maximum !== undefined && Math.abs(maximum) < 2 ** 50)
    return `${minimum}–${maximum}`;
  const most = maxLength ?? maxItems;
  return most === undefined ? "" : `≤ ${most}`;
}

/** An object without a name, inside of a line. */
function Inline({ schema }: { schema: Schema }): ReactNode {
  return (
    <>
      {"{ "}
      {rowsOf(schema).map(({ name, required, schema: of }, index) => (
        <Fragment key={name}>
          {index > 0 ? ", " : null}
          {name}
          {required ? ": " : "?: "}
          <TypeText schema={of} />
        </Fragment>
      ))}
      {" }"}
    </>
  );
}

/** The parts of a thing, a line each. */
export function Rows({ rows, required }: { rows: readonly Row[]; required: string }) {
  return (
    <ul className="rounded-md border border-border">
      {rows.map((row) => (
        <li
          key={`${row.where} ${row.name}`}
          className="grid grid-cols-[200px_1fr] gap-x-4 border-hairline border-b px-3 py-1.5 last:border-b-0 max-md:grid-cols-1"
        >
          <span className="min-w-0 break-all font-mono text-12">
            {row.name}
            {row.required ? <span className="ms-2 font-sans text-faint-foreground">{required}</span> : null}
            {row.where && row.where !== "path" ? (
              <span className="ms-2 font-sans text-faint-foreground">{row.where}</span>
            ) : null}
          </span>
          <span className="min-w-0">
            <span className="break-words font-mono text-12 text-muted-foreground">
              <TypeText schema={row.schema} />
            </span>
            {row.description ? <span className="block text-12">{row.description}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** A schema: its rows, or its type where it has none. */
export function SchemaView({ schema, required }: { schema: Schema; required: string }) {
  if (schema.properties) return <Rows rows={rowsOf(schema)} required={required} />;
  return (
    <p className="break-words rounded-md border border-border px-3 py-1.5 font-mono text-12 text-muted-foreground">
      <TypeText schema={schema} />
    </p>
  );
}
