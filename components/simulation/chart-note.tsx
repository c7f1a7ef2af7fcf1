/** What stands under the pointer in a chart. */
export function ChartNote(props: { title: string; rows: readonly { label: string; value: string }[] }) {
  return (
    <div className="rounded-lg bg-popover px-3 py-2 text-12 shadow-pop">
      <p className="mb-1 text-muted-foreground">{props.title}</p>
      <dl className="grid min-w-28 grid-cols-[1fr_auto] gap-x-4">
        {props.rows.map(({ label, value }) => (
          <div key={label} className="contents">
            <dt>{label}</dt>
            <dd className="text-end font-medium">{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
