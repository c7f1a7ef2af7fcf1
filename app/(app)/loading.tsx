import { DataTableSkeleton } from "@/components/data-table/data-table";

export default function Loading() {
  return (
    <>
      <div className="h-13 shrink-0 max-md:h-12" />
      <div className="h-9 shrink-0 border-hairline border-b max-md:h-11" />
      <DataTableSkeleton />
    </>
  );
}
