"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { Dialog as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn";
import { useFocusReturn } from "./use-focus-return";
import { useKeyboardInset } from "./use-keyboard-inset";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

export const scrim =
  "fixed inset-0 z-40 bg-scrim data-[state=closed]:animate-fade-out data-[state=open]:animate-fade-in";

const WIDTHS = { sm: "md:max-w-[420px]", md: "md:max-w-[560px]", lg: "md:max-w-[760px]" } as const;

type DialogContentProps = Omit<ComponentProps<typeof Radix.Content>, "title"> & {
  title: ReactNode;
  description?: ReactNode;
  /** The row of buttons; the one primary stands last. Stays in sight while the body scrolls. */
  footer?: ReactNode;
  width?: keyof typeof WIDTHS;
};

/** A question in the middle of the screen; on the phone it rises from the bottom. */
export function DialogContent(props: DialogContentProps) {
  const { title, description, footer, width = "sm", className, children, ...rest } = props;
  const inset = useKeyboardInset();
  const focus = useFocusReturn();
  return (
    <Radix.Portal>
      <Radix.Overlay className={scrim} />
      <Radix.Content
        data-modal
        {...(description ? {} : { "aria-describedby": undefined })}
        {...focus}
        {...rest}
        style={{ bottom: inset || undefined }}
        className={cn(
          "fixed z-50 flex flex-col bg-popover shadow-pop outline-none",
          "max-md:inset-x-0 max-md:bottom-0 max-md:max-h-[92dvh] max-md:rounded-t-xl max-md:data-[state=closed]:animate-sheet-out max-md:data-[state=open]:animate-sheet-in",
          "md:inset-x-4 md:top-[14vh] md:mx-auto md:max-h-[72vh] md:rounded-lg md:data-[state=closed]:animate-pop-out md:data-[state=open]:animate-pop-in",
          WIDTHS[width],
          className,
        )}
      >
        <DialogHead title={title} description={description} />
        <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4 max-md:px-4">{children}</div>
        {footer ? <DialogFoot>{footer}</DialogFoot> : <div className="pb-safe" />}
        <DialogX />
      </Radix.Content>
    </Radix.Portal>
  );
}

type DialogHeadProps = { title: ReactNode; description?: ReactNode; className?: string };

/** Title and one line of explanation. */
export function DialogHead({ title, description, className }: DialogHeadProps) {
  return (
    <header className={cn("shrink-0 ps-5 pe-14 pt-4 pb-3 max-md:ps-4", className)}>
      <Radix.Title className="font-semibold text-16">{title}</Radix.Title>
      {description ? (
        <Radix.Description className="mt-0.5 text-13 text-muted-foreground">{description}</Radix.Description>
      ) : null}
    </header>
  );
}

/** The ×, last in the order of keys, so that a dialog opens on its first field. */
export function DialogX({ className }: { className?: string }) {
  const t = useTranslations("common");
  return (
    <span className={cn("absolute end-3.5 top-3.5", className)}>
      <Radix.Close
        aria-label={t("close")}
        className="hit grid size-7 place-items-center rounded-md text-muted-foreground hover:bg-muted hover:text-foreground"
      >
        <X aria-hidden className="size-4 max-md:size-5" />
      </Radix.Close>
    </span>
  );
}

/** The row of buttons; on the phone they share its width. */
export function DialogFoot({ children }: { children: ReactNode }) {
  return (
    <footer className="flex items-center justify-end gap-2 border-hairline border-t px-5 py-3 max-md:px-4 max-md:pb-[max(12px,env(safe-area-inset-bottom))] max-md:*:flex-1">
      {children}
    </footer>
  );
}
