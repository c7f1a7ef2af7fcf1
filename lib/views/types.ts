import type { ListName, ViewAudience } from "@/db/enums";
import type { ViewState } from "./schema";

/** A view as somebody finds it among his. */
export type SavedView = {
  id: string;
  name: string;
  audience: ViewAudience;
  state: ViewState;
  revision: number;
  ownerName: string;
  /** Whether the reader may change it. */
  mine: boolean;
  /** Whether it stands beside his navigation. */
  pinned: boolean;
};

/** A view as it stands beside the navigation. */
export type PinnedView = Pick<SavedView, "id" | "name" | "state"> & { list: ListName };

export type Views = {
  views: SavedView[];
  /** With which of them the list opens: by the reader's own choice, or by that for everybody. */
  defaultId: string | null;
  /** What opens for everybody who has not chosen. */
  commonId: string | null;
};
