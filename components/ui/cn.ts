import { type ClassValue, clsx } from "clsx";
import { extendTailwindMerge } from "tailwind-merge";

// The merge must know our scale, or it takes text-12 for a colour.
const merge = extendTailwindMerge({
  extend: {
    theme: {
      text: ["12", "13", "14", "16", "20", "28"],
      radius: ["sm", "md", "lg", "phone", "xl"],
      shadow: ["pop"],
    },
  },
});

/** Joins class names; of two that contradict each other the later one stays. */
export function cn(...inputs: ClassValue[]): string {
  return merge(clsx(inputs));
}
