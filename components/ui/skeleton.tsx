import { cn } from "./cn";

/** A place that will be filled. Not to be seen before 150 ms, so a quick answer never flickers. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <span aria-hidden className="block animate-late">
      <span className={cn("block h-3 animate-shimmer rounded-sm bg-muted", className)} />
    </span>
  );
}
