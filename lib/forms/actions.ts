"use server";

import { revalidatePath } from "next/cache";
import { headers } from "next/headers";
import { action, openAction } from "@/lib/action";
import { requestIp } from "@/lib/origin";
import { createForm } from "./create-form";
import { editForm, switchForm } from "./edit-form";
import type { PublicAnswer } from "./public-answer";
import { listSubmissions } from "./queries";
import { renewPage } from "./renew-page";
import { acceptSubmission, discardSubmission } from "./review-submission";
import {
  AcceptSubmissionInput,
  CreateFormInput,
  EditFormInput,
  ListSubmissionsInput,
  SubmissionInput,
  SubmitFormInput,
  SwitchFormInput,
} from "./schema";
import { submitForm } from "./submit-form";

const changed = <T>(result: T): T => {
  revalidatePath("/settings/sources", "layout");
  return result;
};

export const createFormAction = action(CreateFormInput, async (ctx, input) =>
  changed(await createForm(ctx, input)),
);

export const editFormAction = action(EditFormInput, async (ctx, input) =>
  changed(await editForm(ctx, input)),
);

export const switchFormAction = action(SwitchFormInput, async (ctx, input) =>
  changed(await switchForm(ctx, input)),
);

export const acceptSubmissionAction = action(AcceptSubmissionInput, async (ctx, input) =>
  changed(await acceptSubmission(ctx, input)),
);

export const discardSubmissionAction = action(SubmissionInput, async (ctx, input) =>
  changed(await discardSubmission(ctx, input)),
);

export const listSubmissionsAction = action(ListSubmissionsInput, (ctx, input) =>
  listSubmissions(ctx, input),
);

const submit = openAction(SubmitFormInput, async (ctx, input) => {
  const submitted = await submitForm(ctx, input);
  // A page that was not taken goes on under its token: whoever adds what was missing has had the time to write.
  const again = submitted.outcome === "again" ? renewPage(ctx, input.key, submitted.waited) : input.token;
  return { submitted, token: again };
});

const FIELD = "v:";

/** What a form's page sends, with JavaScript or without; the answer brings back what was written. */
export async function submitFormAction(_before: PublicAnswer, data: FormData): Promise<PublicAnswer> {
  const text = (name: string) => String(data.get(name) ?? "");
  const values: Record<string, string> = {};
  for (const [name, value] of data) {
    if (!name.startsWith(FIELD) || typeof value !== "string") continue;
    const field = name.slice(FIELD.length);
    values[field] = values[field] ? `${values[field]}、${value}` : value.slice(0, 5000);
  }
  const sent = { key: text("key"), token: text("token"), trap: text("fax"), consent: data.has("consent") };
  const answer = await submit({ ...sent, values, sender: requestIp(await headers()).slice(0, 100) });
  const { token } = sent;
  if (!answer.ok)
    return { outcome: answer.error === "TOO_MANY_REQUESTS" ? "too_many" : "failed", values, token };
  return { ...answer.data.submitted, values, token: answer.data.token };
}
