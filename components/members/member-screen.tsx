"use client";

import { KeyRound, Pencil, UserMinus, UserRoundCheck } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { AskContent } from "@/components/customer/ask-content";
import { useAsking } from "@/components/customer/use-asking";
import { useNow } from "@/components/customers/clock";
import { useMoments } from "@/components/customers/use-moments";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { ActionBar, Pane, Panes } from "@/components/layout/panes";
import { AwayBadge } from "@/components/leaves/away-badge";
import { LeavesSection } from "@/components/leaves/leaves-section";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Meter } from "@/components/ui/meter";
import { KeyValues, Section } from "@/components/ui/section";
import { notify } from "@/components/ui/toast";
import type { Leave } from "@/lib/leaves/types";
import { reactivateUserAction } from "@/lib/users/actions";
import type { UserRow } from "@/lib/users/types";
import { type Choice, MemberDialog } from "./member-dialog";
import { ResetDialog } from "./reset-dialog";
import { useSeen } from "./use-seen";

/** What somebody holds of one pool, and what counts towards which cap. */
export type Place = { poolId: string; name: string; held: number; counted: number; cap: number | null };

type ScreenProps = {
  user: UserRow;
  places: readonly Place[];
  teams: readonly Choice[];
  pools: readonly Choice[];
  levels: readonly string[];
  leaves: readonly Leave[];
  mayRecordLeave: boolean;
  admin: boolean;
  /** Oneself: one doesn't let oneself go. */
  self: boolean;
};

/** One person: where he works, what he holds, and what an admin can do about it. */
export function MemberScreen(props: ScreenProps) {
  const { user, places, teams, pools, levels, leaves, mayRecordLeave, admin, self } = props;
  const t = useTranslations("members");
  const [asked, setAsked] = useState<"edit" | "password" | "reactivate" | null>(null);
  const gone = user.deactivatedAt !== null;
  const close = () => setAsked(null);
  const actions = admin ? <Actions {...{ user, gone, self }} onAsk={setAsked} /> : null;
  const away = leaves.find((leave) => leave.state === "running")?.untilOn;
  const state = gone ? <Badge>{t("stateLeft")}</Badge> : <AwayBadge untilOn={away} />;
  return (
    <>
      <PageHeader
        title={user.name}
        crumbs={[{ label: t("title"), href: "/members" }]}
        note={state}
        actions={actions}
        ruled
      />
      <PhoneHeader title={user.name} back={{ href: "/members", label: t("title") }} note={state} />
      <Panes>
        <Pane>
          <Facts user={user} admin={admin} />
          <Book places={gone ? [] : places} user={user} />
          <LeavesSection person={user} leaves={leaves} mayRecord={mayRecordLeave && !gone} />
          <div className="max-md:h-16" />
        </Pane>
      </Panes>
      {actions ? <ActionBar>{actions}</ActionBar> : null}
      <Dialog open={asked !== null} onOpenChange={(open) => (open ? null : close())}>
        {asked === "edit" ? <MemberDialog {...{ user, teams, pools, levels }} onDone={close} /> : null}
        {asked === "password" ? <ResetDialog user={user} onDone={close} /> : null}
        {asked === "reactivate" ? <ReactivateDialog user={user} onDone={close} /> : null}
      </Dialog>
    </>
  );
}

/** On the phone three of them share one row: without their icons they fit in every language. */
const IN_A_ROW = "max-md:flex-1 max-md:px-2 max-md:[&_svg]:hidden";

type ActionsProps = {
  user: UserRow;
  gone: boolean;
  self: boolean;
  onAsk: (what: "edit" | "password" | "reactivate") => void;
};

function Actions({ user, gone, self, onAsk }: ActionsProps) {
  const t = useTranslations("members");
  if (gone) {
    return (
      <Button variant="primary" lead={<UserRoundCheck aria-hidden />} onClick={() => onAsk("reactivate")}>
        {t("reactivate")}
      </Button>
    );
  }
  return (
    <>
      <Button className={IN_A_ROW} lead={<Pencil aria-hidden />} onClick={() => onAsk("edit")}>
        {t("edit")}
      </Button>
      <Button className={IN_A_ROW} lead={<KeyRound aria-hidden />} onClick={() => onAsk("password")}>
        {t("resetPassword")}
      </Button>
      {self ? null : (
        <Button asChild variant="danger" className={IN_A_ROW}>
          <Link href={`/members/${user.id}/hand-over`}>
            <UserMinus aria-hidden />
            {t("letGo")}
          </Link>
        </Button>
      )}
    </>
  );
}

function Facts({ user, admin }: { user: UserRow; admin: boolean }) {
  const t = useTranslations("members");
  const roles = useTranslations("enums.role");
  const locales = useTranslations("enums.locale");
  const seen = useSeen();
  const { day } = useMoments();
  const now = useNow();
  return (
    <Section level={2} className="border-t-0">
      <KeyValues
        className="max-w-[560px]"
        items={[
          { label: t("email"), value: user.email },
          { label: t("role"), value: roles(user.role) },
          { label: t("team"), value: user.teamName ?? t("noTeam") },
          ...(user.level ? [{ label: t("level"), value: user.level }] : []),
          { label: t("ownCap"), value: user.holdingCap ?? t("byRules") },
          { label: t("language"), value: user.locale ? locales(user.locale) : t("browserLanguage") },
          { label: t("seen"), value: seen(user.seenAt) },
          { label: t("joined"), value: day(user.createdAt, now) },
          ...(user.deactivatedAt ? [{ label: t("left"), value: day(user.deactivatedAt, now) }] : []),
        ]}
      />
      {admin ? null : <p className="mt-3 max-w-[60ch] text-12 text-muted-foreground">{t("managerMay")}</p>}
    </Section>
  );
}

function Book({ places, user }: { places: readonly Place[]; user: UserRow }) {
  const t = useTranslations("members");
  return (
    <Section
      level={2}
      title={t("book", { count: user.heldCount })}
      aside={
        <span className="flex gap-3">
          {user.heldCount > 0 ? (
            <Link href={`/mine?view=all&owner=${user.id}`} className="hit text-primary-text">
              {t("seeBook")}
            </Link>
          ) : null}
          <Link href={`/ledger?user=${user.id}`} className="hit text-primary-text">
            {t("seeLedger")}
          </Link>
        </span>
      }
    >
      {places.length === 0 && !user.deactivatedAt ? (
        <p className="text-muted-foreground">{t("noPools")}</p>
      ) : null}
      <ul className="max-w-[560px]">
        {places.map(({ poolId, name, held, counted, cap }) => (
          <li
            key={poolId}
            className="grid grid-cols-[120px_1fr_72px] items-center gap-3 leading-7 max-md:min-h-11"
          >
            <Link
              href={`/mine?view=all&owner=${user.id}&pool=${poolId}`}
              className="hit-line truncate hover:text-primary-text"
            >
              {name}
            </Link>
            <Meter
              label={t("placeLabel", { name, counted, held })}
              value={counted}
              max={cap ?? Math.max(counted, 1)}
              tone={cap !== null && counted >= cap ? "amber" : "sea"}
            />
            <span className="text-end">
              {counted}
              <span className="text-faint-foreground">/{cap ?? t("noCap")}</span>
              {held > counted ? (
                <span className="ms-1 text-12 text-faint-foreground">+{held - counted}</span>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {places.some(({ held, counted }) => held > counted) ? (
        <p className="mt-1 text-12 text-muted-foreground">{t("wonBeside")}</p>
      ) : null}
    </Section>
  );
}

function ReactivateDialog({ user, onDone }: { user: UserRow; onDone: () => void }) {
  const t = useTranslations("members");
  const { run, busy, failure } = useAsking();
  const reactivate = async () => {
    const done = await run((options) => reactivateUserAction({ userId: user.id }, options));
    if (!done) return;
    notify({ title: t("reactivated", { name: user.name }) });
    onDone();
  };
  return (
    <AskContent
      {...{ busy, failure }}
      title={t("reactivateTitle", { name: user.name })}
      description={t("reactivateLead")}
      confirm={t("reactivate")}
      onConfirm={() => void reactivate()}
    />
  );
}
