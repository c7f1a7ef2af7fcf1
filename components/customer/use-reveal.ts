"use client";

import { useRouter } from "next/navigation";
import { notify } from "@/components/ui/toast";
import { useErrorText } from "@/components/ui/use-error-text";
import { revealContactsAction } from "@/lib/customers/actions";
import { useAsking } from "./use-asking";

/** Shows the contacts of a customer, which is recorded; what is on the screen is read again with them. */
export function useReveal(customerId: string, onRevealed?: () => void) {
  const asking = useAsking();
  const router = useRouter();
  const say = useErrorText();
  const reveal = async () => {
    const shown = await asking.run(async (options) => {
      const answer = await revealContactsAction({ customerId }, options);
      if (!answer.ok) notify({ tone: "problem", title: say({ code: answer.error, params: answer.params }) });
      return answer;
    });
    if (!shown) return;
    onRevealed?.();
    router.refresh();
  };
  return { reveal: () => void reveal(), revealing: asking.busy };
}
