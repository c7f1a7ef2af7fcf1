import { cn } from "./cn";

const TONES = {
  sea: "fill-chart-1",
  amber: "fill-chart-2",
  rust: "fill-chart-5",
  slate: "fill-chart-6",
} as const;

/** A bar of 4 px from `from` to `value` on a scale of `max`; `mark` is an ink tick for the target or the cap. */
export function Meter(props: {
  label: string;
  value: number;
  max: number;
  from?: number;
  mark?: number;
  tone?: keyof typeof TONES;
  className?: string;
}) {
  const { label, value, max, from = 0, mark, tone = "sea", className } = props;
  const share = (n: number) => (max > 0 ? Math.min(100, Math.max(0, (n / max) * 100)) : 0);
  const start = share(Math.min(from, value));
  const width = Math.abs(share(value) - share(from));
  return (
    <svg role="img" aria-label={label} className={cn("block h-3 w-full overflow-visible", className)}>
      <rect y="4" width="100%" height="4" rx="2" className="fill-muted" />
      <rect x={`${start}%`} y="4" width={`${width}%`} height="4" rx="2" className={TONES[tone]} />
      {mark === undefined ? null : (
        <rect x={`calc(${share(mark)}% - 0.75px)`} width="1.5" height="12" className="fill-foreground" />
      )}
    </svg>
  );
}

/** How far something long has come. */
export function Progress(props: { label: string; value: number; max: number; className?: string }) {
  const { label, value, max, className } = props;
  return (
    <progress
      aria-label={label}
      value={value}
      max={Math.max(max, 1)}
      className={cn(
        "block h-1 w-full appearance-none overflow-hidden rounded-full bg-muted [&::-moz-progress-bar]:bg-primary [&::-webkit-progress-bar]:bg-muted [&::-webkit-progress-value]:rounded-full [&::-webkit-progress-value]:bg-primary [&::-webkit-progress-value]:transition-[width]",
        className,
      )}
    />
  );
}
