import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div aria-busy>
      <div className="h-13 max-md:h-23" />
      <div className="grid h-24 grid-cols-5 border-hairline border-y max-md:grid-cols-3">
        {["a", "b", "c", "d", "e"].map((key) => (
          <div key={key} className="flex flex-col gap-3 px-5 py-4">
            <Skeleton className="w-16" />
            <Skeleton className="h-5 w-20" />
          </div>
        ))}
      </div>
      <div className="grid h-74 border-hairline border-b xl:grid-cols-2">
        <div className="px-5 py-4">
          <Skeleton className="w-40" />
        </div>
        <div className="px-5 py-4 max-xl:hidden">
          <Skeleton className="w-40" />
        </div>
      </div>
      {["a", "b", "c", "d"].map((key) => (
        <div key={key} className="flex h-9 items-center gap-6 border-hairline border-b px-5">
          <Skeleton className="w-24" />
          <Skeleton className="w-36" />
        </div>
      ))}
    </div>
  );
}
