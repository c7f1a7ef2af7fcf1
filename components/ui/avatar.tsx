import { cn } from "./cn";

/** The letter a name is known by: the last character of a Chinese name, else the first letter. */
export function initialOf(name: string): string {
  const letters = Array.from(name.trim());
  const last = letters.at(-1) ?? "";
  return /\p{Script=Han}/u.test(last) ? last : (letters[0] ?? "").toUpperCase();
}

/** A person as a letter in a circle; `me` is tinted. Decorative: the name stands beside it. */
export function Avatar(props: { name: string; me?: boolean; size?: "sm" | "lg"; className?: string }) {
  const { name, me = false, size = "sm", className } = props;
  return (
    <span
      aria-hidden
      className={cn(
        "inline-grid shrink-0 place-items-center rounded-full font-medium text-12 leading-none ring-1 ring-inset",
        size === "lg" ? "size-7" : "size-5",
        me
          ? "bg-primary-subtle text-primary-text ring-primary-line"
          : "bg-muted text-muted-foreground ring-border",
        className,
      )}
    >
      {initialOf(name)}
    </span>
  );
}
