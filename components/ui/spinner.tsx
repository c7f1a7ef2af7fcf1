import { LoaderCircle } from "lucide-react";
import { cn } from "./cn";

/** The only spinner: inside a control that is at work, never over a list. */
export function Spinner({ className }: { className?: string | undefined }) {
  return <LoaderCircle aria-hidden className={cn("size-3.5 animate-spin", className)} />;
}
