"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useTransition } from "react";
import { v4 as newKey } from "uuid";
import { answered } from "@/components/follow-ups/answered";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import type { ListName, ViewAudience } from "@/db/enums";
import type { ActionResult } from "@/lib/action-result";
import {
  deleteViewAction,
  editViewAction,
  pinViewsAction,
  saveViewAction,
  setDefaultViewAction,
} from "@/lib/views/actions";
import { sameState, viewStateOf } from "@/lib/views/schema";
import type { SavedView, Views } from "@/lib/views/types";

/** Where a list stands: its parameters, and how an address of the list is written. */
export type Standing = { list: ListName; search: URLSearchParams; path: string };

const stateOf = ({ list, search }: Standing) => viewStateOf(list, Object.fromEntries(search));

/** The address that shows a view: everything it keeps, so that what is changed afterwards is changed from there. */
export function viewHref({ path, search }: Standing, view: Pick<SavedView, "id" | "state">): string {
  const address = new URLSearchParams(view.state);
  const pool = search.get("pool");
  if (pool) address.set("pool", pool);
  address.set("saved", view.id);
  return `${path}?${address}`;
}

/** The parameters of a list under another condition. */
export function withCondition(search: URLSearchParams, condition: string | undefined): URLSearchParams {
  const next = new URLSearchParams(search);
  if (condition) next.set("cond", condition);
  else next.delete("cond");
  return next;
}

/** The saved views of a list: which is open, whether the list stands otherwise by now, and what can be done about it. */
export function useViews(standing: Standing, { views, defaultId, commonId }: Views) {
  const t = useTranslations("views");
  const say = useErrorText();
  const router = useRouter();
  const [busy, startWork] = useTransition();
  const open = views.find(({ id }) => id === standing.search.get("saved")) ?? null;
  const now = stateOf(standing);
  const dirty = open !== null && !sameState(open.state, now);

  const run = <T>(asked: Promise<ActionResult<T>>, done: (data: T) => void) =>
    startWork(async () => {
      const answer = await answered(asked);
      if (answer.ok) done(answer.data);
      else notify({ tone: "problem", title: say(answer) });
    });
  const key = () => ({ key: newKey() });
  const saveAs = (name: string, audience: ViewAudience) =>
    run(saveViewAction({ list: standing.list, name, audience, state: now }, key()), ({ viewId }) => {
      notify({ title: t("saved") });
      router.replace(viewHref(standing, { id: viewId, state: now }), { scroll: false });
    });
  const edit = (view: SavedView, change: { name?: string; audience?: ViewAudience; state?: typeof now }) =>
    run(editViewAction({ viewId: view.id, revision: view.revision, ...change }, key()), () => {
      notify({ title: t("saved") });
      router.refresh();
    });
  const remove = (view: SavedView) =>
    run(deleteViewAction({ viewId: view.id }, key()), () => {
      notify({ title: t("deleted") });
      const pool = standing.search.get("pool");
      router.replace(`${standing.path}?${pool ? `pool=${pool}` : "view=mine"}`, { scroll: false });
    });
  const setDefault = (viewId: string | null, forEveryone: boolean) =>
    run(setDefaultViewAction({ list: standing.list, viewId, forEveryone }, key()), () => {
      notify({ title: t("defaultSet") });
      router.refresh();
    });
  const pinned = views.filter((view) => view.pinned).map(({ id }) => id);
  const pin = (viewIds: string[], title: string) =>
    run(pinViewsAction({ list: standing.list, viewIds }, key()), () => {
      notify({ title });
      router.refresh();
    });
  /** Pins a view as the last, or unpins it. */
  const togglePin = (id: string) =>
    pinned.includes(id)
      ? pin(
          pinned.filter((one) => one !== id),
          t("unpinned"),
        )
      : pin([...pinned, id], t("pinned"));
  /** Moves a pinned view one place up or down. */
  const movePin = (id: string, step: 1 | -1) => {
    const at = pinned.indexOf(id);
    pin(pinned.toSpliced(at, 1).toSpliced(at + step, 0, id), t("pinMoved"));
  };
  return {
    ...{ pinned, togglePin, movePin },
    ...{ views, open, dirty, busy, defaultId, commonId, saveAs, remove, setDefault },
    /** Something is asked or laid out that no view keeps yet. */
    worthSaving: open === null && Object.keys(now).some((name) => name !== "view"),
    save: () => open && edit(open, { state: now }),
    rename: (name: string, audience: ViewAudience) => open && edit(open, { name, audience }),
    revert: () => open && router.push(viewHref(standing, open), { scroll: false }),
  };
}

export type ViewsModel = ReturnType<typeof useViews>;
