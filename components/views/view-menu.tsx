"use client";

import {
  ArrowDown,
  ArrowUp,
  BookmarkPlus,
  ChevronDown,
  Link2,
  Pencil,
  Pin,
  PinOff,
  RotateCcw,
  Save,
  Star,
  Trash2,
} from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Dot } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { notify } from "@/components/ui/toast";
import type { Role } from "@/db/enums";
import { MOST_PINS } from "@/lib/views/schema";
import type { ViewsModel } from "./use-views";
import { ViewDialog } from "./view-dialog";

type Asking = "save" | "rename" | "delete" | null;

/** Puts the view beside the navigation, takes it away, and moves it there. */
function PinItems({ model, viewId }: { model: ViewsModel; viewId: string }) {
  const t = useTranslations("views");
  const at = model.pinned.indexOf(viewId);
  const full = at < 0 && model.pinned.length >= MOST_PINS;
  if (full) return null;
  return (
    <>
      <DropdownMenuItem onSelect={() => model.togglePin(viewId)}>
        {at < 0 ? <Pin aria-hidden /> : <PinOff aria-hidden />}
        {t(at < 0 ? "pin" : "unpin")}
      </DropdownMenuItem>
      {at > 0 ? (
        <DropdownMenuItem onSelect={() => model.movePin(viewId, -1)}>
          <ArrowUp aria-hidden />
          {t("pinUp")}
        </DropdownMenuItem>
      ) : null}
      {at >= 0 && at < model.pinned.length - 1 ? (
        <DropdownMenuItem onSelect={() => model.movePin(viewId, 1)}>
          <ArrowDown aria-hidden />
          {t("pinDown")}
        </DropdownMenuItem>
      ) : null}
    </>
  );
}

/** What can be done with the view that is open, or with a list that could be one. */
export function ViewMenu({ model, role }: { model: ViewsModel; role: Role }) {
  const t = useTranslations("views");
  const common = useTranslations("common");
  const [asking, setAsking] = useState<Asking>(null);
  const { open, dirty, worthSaving, defaultId, commonId } = model;
  const [mine, common_] = [open !== null && open.id === defaultId, open !== null && open.id === commonId];
  const mayCommon = role === "admin" && open?.audience === "everyone";
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(window.location.href);
      notify({ title: common("copied"), seconds: 3 });
    } catch {
      notify({ tone: "info", title: window.location.href });
    }
  };
  if (!open && !worthSaving) return null;
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="xs" className="shrink-0">
            {dirty ? <Dot className="size-[5px] text-warning" label={t("dirty")} /> : null}
            {open ? t("menu") : t("save")}
            <ChevronDown aria-hidden className="size-3" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent align="end" className="min-w-56">
          {open?.mine && dirty ? (
            <DropdownMenuItem onSelect={model.save}>
              <Save aria-hidden />
              {t("save")}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => setAsking("save")}>
            <BookmarkPlus aria-hidden />
            {t("saveAs")}
          </DropdownMenuItem>
          {dirty ? (
            <DropdownMenuItem onSelect={model.revert}>
              <RotateCcw aria-hidden />
              {t("revert")}
            </DropdownMenuItem>
          ) : null}
          {open ? <PinItems model={model} viewId={open.id} /> : null}
          {open ? (
            <DropdownMenuItem onSelect={() => model.setDefault(mine && !common_ ? null : open.id, false)}>
              <Star aria-hidden />
              {t(mine && !common_ ? "dropDefault" : "makeDefault")}
            </DropdownMenuItem>
          ) : null}
          {open && mayCommon ? (
            <DropdownMenuItem onSelect={() => model.setDefault(common_ ? null : open.id, true)}>
              <Star aria-hidden />
              {t(common_ ? "dropCommon" : "makeCommon")}
            </DropdownMenuItem>
          ) : null}
          <DropdownMenuItem onSelect={() => void copy()}>
            <Link2 aria-hidden />
            {t("copyLink")}
          </DropdownMenuItem>
          {open?.mine ? (
            <>
              <DropdownMenuItem onSelect={() => setAsking("rename")}>
                <Pencil aria-hidden />
                {t("rename")}
              </DropdownMenuItem>
              <DropdownMenuItem onSelect={() => setAsking("delete")}>
                <Trash2 aria-hidden />
                {t("delete")}
              </DropdownMenuItem>
            </>
          ) : null}
        </DropdownMenuContent>
      </DropdownMenu>
      <Dialog open={asking !== null} onOpenChange={(next) => !next && setAsking(null)}>
        {asking === "delete" && open ? (
          <DialogContent
            title={t("deleteAsk", { name: open.name })}
            description={t("deleteText")}
            footer={
              <>
                <DialogClose asChild>
                  <Button>{common("cancel")}</Button>
                </DialogClose>
                <Button
                  variant="danger"
                  onClick={() => {
                    setAsking(null);
                    model.remove(open);
                  }}
                >
                  {t("delete")}
                </Button>
              </>
            }
          />
        ) : asking === "save" || asking === "rename" ? (
          <ViewDialog
            title={t(asking === "save" ? "saveAs" : "rename")}
            role={role}
            {...(asking === "rename" && open ? { name: open.name, audience: open.audience } : {})}
            onSave={(name, audience) => {
              setAsking(null);
              if (asking === "save") model.saveAs(name, audience);
              else model.rename(name, audience);
            }}
          />
        ) : null}
      </Dialog>
    </>
  );
}
