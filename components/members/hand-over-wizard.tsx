"use client";

import { Check } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useAsking } from "@/components/customer/use-asking";
import { PageHeader, PhoneHeader } from "@/components/layout/page-header";
import { Pane, Panes } from "@/components/layout/panes";
import { cn } from "@/components/ui/cn";
import { deactivateUserAction } from "@/lib/users/actions";
import type { DeparturePreview } from "@/lib/users/types";
import { BookStep } from "./book-step";
import { ConfirmStep } from "./confirm-step";
import { ReceiverStep } from "./receiver-step";
import { type HandedOver, ResultStep } from "./result-step";

const STEPS = ["book", "receiver", "confirm", "result"] as const;
type Step = (typeof STEPS)[number];

/** Lets somebody go in four steps: what he holds, who takes it, a confirmation by name, what became of each customer. */
export function HandOverWizard({ preview }: { preview: DeparturePreview }) {
  const t = useTranslations("members.handOver");
  const members = useTranslations("members");
  const { user } = preview;
  const [step, setStep] = useState<Step>("book");
  const [receiverId, setReceiverId] = useState<string | null>(null);
  // What was shown when it was decided: the page refreshes behind it.
  const [result, setResult] = useState<{ done: HandedOver; preview: DeparturePreview } | null>(null);
  const { run, busy, failure } = useAsking();
  const receiver = preview.receivers.find(({ userId }) => userId === receiverId) ?? null;
  const handOver = async (note: string) => {
    const done = await run((options) => deactivateUserAction({ userId: user.id, receiverId, note }, options));
    if (!done) return;
    setResult({ done, preview });
    setStep("result");
  };
  const title = t("title", { name: user.name });
  return (
    <>
      <PageHeader
        title={title}
        crumbs={[
          { label: members("title"), href: "/members" },
          { label: user.name, href: `/members/${user.id}` },
        ]}
        ruled
      />
      <PhoneHeader title={title} back={{ href: `/members/${user.id}`, label: user.name }} />
      <Panes>
        <Pane>
          <div className="mx-auto w-full max-w-[760px] px-5 pt-4 pb-16 max-md:px-4">
            <Steps current={step} />
            {step === "book" ? (
              <BookStep
                preview={preview}
                onNext={() => setStep(preview.total > 0 ? "receiver" : "confirm")}
              />
            ) : null}
            {step === "receiver" ? (
              <ReceiverStep
                {...{ preview, receiverId }}
                onChoose={setReceiverId}
                onBack={() => setStep("book")}
                onNext={() => setStep("confirm")}
              />
            ) : null}
            {step === "confirm" ? (
              <ConfirmStep
                {...{ preview, receiver, busy, failure }}
                onBack={() => setStep(preview.total > 0 ? "receiver" : "book")}
                onConfirm={(note) => void handOver(note)}
              />
            ) : null}
            {step === "result" && result ? (
              <ResultStep
                done={result.done}
                preview={result.preview}
                receiver={
                  receiver?.name ??
                  result.preview.receivers.find(({ userId }) => userId === receiverId)?.name ??
                  null
                }
              />
            ) : null}
          </div>
        </Pane>
      </Panes>
    </>
  );
}

function Steps({ current }: { current: Step }) {
  const t = useTranslations("members.handOver.steps");
  const at = STEPS.indexOf(current);
  return (
    <ol className="mb-5 flex flex-wrap gap-x-5 gap-y-1.5 text-12">
      {STEPS.map((step, index) => (
        <li
          key={step}
          aria-current={index === at ? "step" : undefined}
          className={cn(
            "flex items-center gap-1.5",
            index === at ? "font-medium text-foreground" : "text-faint-foreground",
          )}
        >
          <span
            className={cn(
              "grid size-5 place-items-center rounded-full ring-1 ring-inset",
              index < at
                ? "bg-primary-subtle text-primary-text ring-primary-line"
                : index === at
                  ? "bg-primary text-primary-foreground ring-primary"
                  : "ring-border",
            )}
          >
            {index < at ? <Check aria-hidden className="size-3" /> : index + 1}
          </span>
          {t(step)}
        </li>
      ))}
    </ol>
  );
}
