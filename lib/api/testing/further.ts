import { ALLOCATION } from "@/lib/api/endpoints/allocation";
import { BOOKS } from "@/lib/api/endpoints/books";
import { DAY } from "@/lib/api/endpoints/day";
import { DUPLICATES } from "@/lib/api/endpoints/duplicates";
import { EXPORTS } from "@/lib/api/endpoints/exports";
import { IMPORT_ROWS } from "@/lib/api/endpoints/import-rows";
import { LIST_CALLS } from "@/lib/api/endpoints/lists";
import { MERGE_DESK } from "@/lib/api/endpoints/merge-desk";
import { ORGANIZATION } from "@/lib/api/endpoints/organization";
import { POLICY_TOOLS } from "@/lib/api/endpoints/policy-tools";
import { QUALITY } from "@/lib/api/endpoints/quality";
import { SELECTIONS } from "@/lib/api/endpoints/selections";
import { SOURCES } from "@/lib/api/endpoints/sources";
import { STAFF } from "@/lib/api/endpoints/staff";
import { VIEWS } from "@/lib/api/endpoints/views";
import { WEBHOOKS } from "@/lib/api/endpoints/webhooks";

/** What further-answers.db.test.ts holds to the document. */
export const FURTHER = [
  ...[STAFF, DAY, POLICY_TOOLS, BOOKS, IMPORT_ROWS, LIST_CALLS, VIEWS, SELECTIONS, EXPORTS],
  ...[DUPLICATES, MERGE_DESK, QUALITY, SOURCES, WEBHOOKS, ORGANIZATION],
  ALLOCATION.filter(({ id }) => /undo/i.test(id)),
].flat();
