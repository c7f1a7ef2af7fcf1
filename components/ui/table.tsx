import type { ComponentProps } from "react";
import { cn } from "./cn";

/** A plain table on hairlines, 36 px rows, for settings and figures. Lists that grow use the data table. */
export function Table({ className, ...props }: ComponentProps<"table">) {
  return <table {...props} className={cn("w-full border-separate border-spacing-0", className)} />;
}

const edge = "px-1.5 first:ps-5 last:pe-4 max-md:first:ps-4";

export function Th({ numeric, className, ...props }: ComponentProps<"th"> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "h-8 whitespace-nowrap border-hairline border-b bg-background text-12 text-faint-foreground",
        edge,
        numeric && "text-end",
        className,
      )}
    />
  );
}

export function Tr({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("group/row", className)} />;
}

export function Td({
  numeric,
  muted,
  className,
  ...props
}: ComponentProps<"td"> & { numeric?: boolean; muted?: boolean }) {
  return (
    <td
      {...props}
      className={cn(
        "h-9 border-hairline border-b",
        edge,
        numeric && "text-end",
        muted && "text-muted-foreground",
        className,
      )}
    />
  );
}
