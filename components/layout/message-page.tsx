import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** A whole page that says one thing and the way on: not found, went wrong, not allowed. */
export function MessagePage(props: {
  icon: LucideIcon;
  title: string;
  text: string;
  reference?: string | undefined;
  children?: ReactNode;
}) {
  const { icon: Icon, title, text, reference, children } = props;
  return (
    <div className="mx-auto flex min-h-[60dvh] w-full max-w-[460px] flex-1 flex-col justify-center gap-1 px-5 py-16">
      <Icon aria-hidden className="mb-2 size-5 text-muted-foreground" />
      <h1 className="font-semibold text-20">{title}</h1>
      <p className="text-14 text-muted-foreground">{text}</p>
      {reference ? (
        <p className="mt-1 select-all font-mono text-12 text-faint-foreground">{reference}</p>
      ) : null}
      {children ? <div className="mt-4 flex flex-wrap gap-2">{children}</div> : null}
    </div>
  );
}
