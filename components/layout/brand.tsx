import { cn } from "@/components/ui/cn";

/** The mark: two waves in a rounded square. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <span
      aria-hidden
      className={cn(
        "grid size-5 shrink-0 place-items-center rounded-[5px] bg-primary text-primary-foreground",
        className,
      )}
    >
      <svg
        viewBox="0 0 14 14"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
        className="size-[70%]"
      >
        <title>Gonghai</title>
        <path d="M1.5 5.2c1.1-1.3 2.6-1.3 3.7 0s2.6 1.3 3.7 0 2.5-1.3 3.6 0" />
        <path d="M1.5 9.4c1.1-1.3 2.6-1.3 3.7 0s2.6 1.3 3.7 0 2.5-1.3 3.6 0" opacity=".55" />
      </svg>
    </span>
  );
}
