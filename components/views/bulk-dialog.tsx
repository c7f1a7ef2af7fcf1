"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { GiveDialog } from "@/components/customer/give-dialog";
import { ReleaseDialog } from "@/components/customer/release-dialog";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { NativeSelect } from "@/components/ui/select";
import type { BulkVerb } from "@/db/enums";
import type { Bulk } from "@/lib/selections/schema";
import { BulkEditForm } from "./bulk-edit-form";
import { BulkOutcome } from "./bulk-outcome";
import { type Chosen, useBulkRun } from "./use-bulk-run";

export type BulkAsked = { verb: BulkVerb; chosen: Chosen; count: number };

type BulkDialogProps = {
  asked: BulkAsked | null;
  /** The pools that the customers are of, and those that they may go to. */
  poolIds: readonly string[];
  pools: readonly { id: string; name: string }[];
  onClose: () => void;
  /** It has been done: the lists are read anew. */
  onDone: () => void;
};

/** What is asked before something is done with many customers, how far it is, and what became of them. */
export function BulkDialog(props: BulkDialogProps) {
  const { asked, onClose, onDone } = props;
  const run = useBulkRun(onDone);
  const working = run.progress !== null;
  const close = () => {
    run.forget();
    onClose();
  };
  return (
    <Dialog open={asked !== null} onOpenChange={(open) => !open && close()}>
      {asked && working ? (
        <BulkOutcome
          progress={run.progress}
          report={run.report}
          list={asked.chosen.list}
          onUndo={() => void run.undo()}
          onClose={close}
        />
      ) : asked ? (
        <Question {...props} asked={asked} onStart={(bulk) => void run.start(asked.chosen, bulk)} />
      ) : null}
    </Dialog>
  );
}

function Question(props: BulkDialogProps & { asked: BulkAsked; onStart: (bulk: Bulk) => void }) {
  const { asked, poolIds, pools, onStart } = props;
  const t = useTranslations("views.selection");
  const mine = useTranslations("mine.bulk");
  const idle = { busy: false, failure: null };
  const { count } = asked;
  switch (asked.verb) {
    case "claim":
      return <ClaimQuestion count={count} onStart={() => onStart({ verb: "claim" })} />;
    case "release":
      return (
        <ReleaseDialog
          title={mine("releaseTitle", { count })}
          description={mine("releaseText")}
          {...idle}
          onRelease={(reason, note) => onStart({ verb: "release", reason, note })}
        />
      );
    case "assign":
    case "transfer": {
      const { verb } = asked;
      const title = verb === "transfer" ? mine("transferTitle", { count }) : `${t("assign")} · ${count}`;
      return (
        <GiveDialog
          {...{ title, poolIds, ...idle }}
          onGive={(userId, _name, note) => onStart({ verb, userId, note })}
        />
      );
    }
    case "move":
      return (
        <MoveQuestion
          {...{ count, pools }}
          onStart={(poolId) => onStart({ verb: "move", poolId, note: "" })}
        />
      );
    case "edit":
      return <BulkEditForm count={count} onEdit={onStart} />;
  }
}

function ClaimQuestion({ count, onStart }: { count: number; onStart: () => void }) {
  const t = useTranslations("views.selection");
  const common = useTranslations("common");
  return (
    <DialogContent
      title={t("claimTitle", { count })}
      description={t("claimText")}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" onClick={onStart}>
            {t("claim")}
          </Button>
        </>
      }
    />
  );
}

function MoveQuestion(props: {
  count: number;
  pools: readonly { id: string; name: string }[];
  onStart: (poolId: string) => void;
}) {
  const { count, pools, onStart } = props;
  const t = useTranslations("views.selection");
  const common = useTranslations("common");
  const [poolId, setPoolId] = useState(pools[0]?.id ?? "");
  return (
    <DialogContent
      title={t("moveTitle", { count })}
      footer={
        <>
          <DialogClose asChild>
            <Button>{common("cancel")}</Button>
          </DialogClose>
          <Button variant="primary" onClick={() => poolId && onStart(poolId)}>
            {t("moveRun")}
          </Button>
        </>
      }
    >
      <NativeSelect
        aria-label={t("movePool")}
        options={pools.map(({ id, name }) => ({ value: id, label: name }))}
        value={poolId}
        onChange={(event) => setPoolId(event.target.value)}
      />
    </DialogContent>
  );
}
