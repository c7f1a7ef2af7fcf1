import { z } from "zod";
import { LOCALES } from "@/db/enums";
import { SUBMISSION_STATES } from "@/db/schema/forms";
import { type Endpoint, endpoint } from "@/lib/api/endpoint";
import { At, ById, Id, Named, page, whole } from "@/lib/api/shapes/common";
import { createForm } from "@/lib/forms/create-form";
import { editForm, switchForm } from "@/lib/forms/edit-form";
import { listForms, listInboxes, listSubmissions } from "@/lib/forms/queries";
import { acceptSubmission, discardSubmission } from "@/lib/forms/review-submission";
import { HOLD_REASONS } from "@/lib/forms/rules";
import { AcceptSubmissionInput, CreateFormInput, EditFormInput, SwitchFormInput } from "@/lib/forms/schema";
import { attachmentFile } from "@/lib/inbox/attachment-file";
import { createInbox } from "@/lib/inbox/create-inbox";
import { editInbox } from "@/lib/inbox/edit-inbox";
import { openAttachment } from "@/lib/inbox/open-attachment";
import { CreateInboxInput, EditInboxInput, OpenAttachmentInput } from "@/lib/inbox/schema";

const Routes = z.array(z.strictObject({ field: z.string(), values: z.array(z.string()), poolId: Id }));
const counts = { received: z.int(), held: z.int(), done: z.int(), lastAt: At.nullable() };
const Key = z.string().meta({ description: "In the address of the form, or of the inbox." });
const managing = { tag: "sources", permission: "sources.manage" } as const;
const reviewing = { tag: "sources", permission: "sources.review" } as const;

const Form = z
  .strictObject({
    ...{ id: Id, key: Key, title: z.string(), intro: z.string(), locale: z.enum(LOCALES) },
    fields: z.array(z.strictObject({ field: z.string(), label: z.string(), required: z.boolean() })),
    ...{ consent: z.string(), thanks: z.string(), redirectUrl: z.string().nullable(), poolId: Id },
    ...{ routes: Routes, origins: z.array(z.string()), closed: z.boolean() },
    ...counts,
  })
  .meta({ id: "Form", description: "A form on a site, whose answers become customers." });

const forms = endpoint({
  ...reviewing,
  id: "listForms",
  method: "get",
  path: "/forms",
  summary: "List the web forms",
  output: whole(Form),
  run: async ({ ctx }) => ({ data: await listForms(ctx) }),
});

const newForm = endpoint({
  ...managing,
  id: "createForm",
  method: "post",
  path: "/forms",
  summary: "Make a web form, open at once",
  refusals: ["NOT_FOUND"],
  status: 201,
  body: CreateFormInput,
  output: z.strictObject({ formId: Id, key: Key }),
  run: ({ ctx, body }) => createForm(ctx, body),
});

const FormId = z.strictObject({ formId: Id });

const edit = endpoint({
  ...managing,
  id: "editForm",
  method: "put",
  path: "/forms/{id}",
  summary: "Change a web form",
  refusals: ["NOT_FOUND"],
  params: ById,
  body: EditFormInput.omit({ formId: true }),
  output: FormId,
  run: ({ ctx, params, body }) => editForm(ctx, { ...body, formId: params.id }),
});

const turn = endpoint({
  ...managing,
  id: "switchForm",
  method: "put",
  path: "/forms/{id}/state",
  summary: "Open or close a web form",
  refusals: ["NOT_FOUND"],
  params: ById,
  body: SwitchFormInput.omit({ formId: true }),
  output: FormId,
  run: ({ ctx, params, body }) => switchForm(ctx, { ...body, formId: params.id }),
});

const Inbox = z
  .strictObject({
    ...{ id: Id, key: Key, name: z.string() },
    mapping: z.record(z.string(), z.string().nullable()).meta({ description: "Their names by our fields." }),
    ...{ poolId: Id, routes: Routes, signed: z.boolean(), closed: z.boolean() },
    ...counts,
  })
  .meta({ id: "Inbox", description: "Where other systems post what becomes customers." });

const inboxes = endpoint({
  ...reviewing,
  id: "listInboxes",
  method: "get",
  path: "/inboxes",
  summary: "List the inboxes of other systems",
  output: whole(Inbox),
  run: async ({ ctx }) => ({ data: await listInboxes(ctx) }),
});

const newInbox = endpoint({
  ...managing,
  id: "createInbox",
  method: "post",
  path: "/inboxes",
  summary: "Make an inbox, open at once; the secret of a signed one is told this once",
  repeating: "sealed",
  refusals: ["NOT_FOUND"],
  status: 201,
  body: CreateInboxInput,
  output: z.strictObject({ inboxId: Id, key: Key, secret: z.string().nullable() }),
  run: ({ ctx, body }) => createInbox(ctx, body),
});

const changeInbox = endpoint({
  ...managing,
  id: "editInbox",
  method: "put",
  path: "/inboxes/{id}",
  summary: "Change an inbox: where it leads, which names it knows, whether it is open",
  refusals: ["NOT_FOUND"],
  params: ById,
  body: EditInboxInput.omit({ inboxId: true }),
  output: z.strictObject({ inboxId: Id }),
  run: ({ ctx, params, body }) => editInbox(ctx, { ...body, inboxId: params.id }),
});

const Submission = z
  .strictObject({
    id: Id,
    source: z.strictObject({ kind: z.enum(["form", "inbox"]), id: Id, name: z.string() }),
    receivedAt: At,
    state: z.enum(SUBMISSION_STATES),
    reasons: z.array(z.enum(HOLD_REASONS)).meta({ description: "Why it is held for a person." }),
    outcome: z.enum(["created", "enquiry"]).nullable(),
    customer: Named.nullable(),
    files: z.array(z.strictObject({ name: z.string(), type: z.string(), size: z.int() })),
    mayOpen: z.boolean().meta({ description: "Whether you may open what was attached." }),
    values: z.array(z.strictObject({ name: z.string(), field: z.string().nullable(), value: z.string() })),
  })
  .meta({ id: "Submission", description: "What came by a form or an inbox." });

const submissions = endpoint({
  ...reviewing,
  id: "listSubmissions",
  method: "get",
  path: "/submissions",
  summary: "List what came by forms and inboxes, newest first",
  query: z.strictObject({
    state: z.enum(SUBMISSION_STATES).optional(),
    form: Id.optional(),
    inbox: Id.optional(),
    cursor: Id.optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  output: page(Submission),
  run: async ({ ctx, query: { state, form, inbox, cursor, limit } }) => {
    const { rows, nextCursor } = await listSubmissions(ctx, {
      ...{ limit },
      ...(state ? { state } : {}),
      ...(form ? { formId: form } : {}),
      ...(inbox ? { inboxId: inbox } : {}),
      ...(cursor ? { cursor } : {}),
    });
    return { data: rows, nextCursor };
  },
});

const Settled = z.strictObject({ state: z.enum(SUBMISSION_STATES), customerId: Id.nullable() });

const accept = endpoint({
  ...reviewing,
  id: "acceptSubmission",
  method: "post",
  path: "/submissions/{id}/accept",
  summary: "Let what is held become a customer, with what you put right",
  repeating: "call",
  refusals: ["NOT_FOUND", "CONFLICT"],
  params: ById,
  body: AcceptSubmissionInput.omit({ submissionId: true }),
  output: Settled,
  run: ({ ctx, params, body }) => acceptSubmission(ctx, { ...body, submissionId: params.id }),
});

const discard = endpoint({
  ...reviewing,
  id: "discardSubmission",
  method: "post",
  path: "/submissions/{id}/discard",
  summary: "Put aside what is held; it can be accepted later",
  repeating: "call",
  refusals: ["NOT_FOUND", "CONFLICT"],
  params: ById,
  output: Settled,
  run: ({ ctx, params }) => discardSubmission(ctx, { submissionId: params.id }),
});

const attachment = endpoint({
  ...reviewing,
  id: "openAttachment",
  method: "get",
  path: "/submissions/{id}/files/{place}",
  summary: "Fetch a file that came with a post, counted from 0",
  description: "Whoever sent it is a stranger: look at it with care.",
  refusals: ["NOT_FOUND"],
  download: ["application/octet-stream"],
  params: z.strictObject({ id: Id, place: OpenAttachmentInput.shape.place }),
  output: z.unknown(),
  run: async ({ ctx, params }) =>
    attachmentFile(await openAttachment(ctx, { submissionId: params.id, place: params.place })),
});

export const SOURCES: readonly Endpoint[] = [
  ...[forms, newForm, edit, turn, inboxes, newInbox, changeInbox, submissions, accept, discard, attachment],
];
