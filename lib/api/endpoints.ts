import type { Endpoint } from "./endpoint";
import { ACCOUNT } from "./endpoints/account";
import { ALLOCATION } from "./endpoints/allocation";
import { BOOKS } from "./endpoints/books";
import { BULK } from "./endpoints/bulk";
import { CUSTOMERS } from "./endpoints/customers";
import { DAY } from "./endpoints/day";
import { DRAFTS } from "./endpoints/drafts";
import { DUPLICATES } from "./endpoints/duplicates";
import { EVENTS } from "./endpoints/events";
import { EXPORTS } from "./endpoints/exports";
import { FIELDS } from "./endpoints/fields";
import { FOLLOW_UPS } from "./endpoints/follow-ups";
import { IMPORT_ROWS } from "./endpoints/import-rows";
import { IMPORTS } from "./endpoints/imports";
import { LIST_CALLS } from "./endpoints/lists";
import { MERGE_DESK } from "./endpoints/merge-desk";
import { ORGANIZATION } from "./endpoints/organization";
import { OWNERSHIP } from "./endpoints/ownership";
import { PEOPLE } from "./endpoints/people";
import { POLICIES } from "./endpoints/policies";
import { POLICY_TOOLS } from "./endpoints/policy-tools";
import { POOLS } from "./endpoints/pools";
import { QUALITY } from "./endpoints/quality";
import { REQUESTS } from "./endpoints/requests";
import { SELECTIONS } from "./endpoints/selections";
import { SOURCES } from "./endpoints/sources";
import { STAFF } from "./endpoints/staff";
import { SWEEPS } from "./endpoints/sweeps";
import { VIEWS } from "./endpoints/views";
import { WEBHOOKS } from "./endpoints/webhooks";

/** Every call of the API: the router, the document and its page are made from this list. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...[ACCOUNT, CUSTOMERS, BULK, OWNERSHIP, ALLOCATION, FOLLOW_UPS, REQUESTS, POOLS, POLICIES, DRAFTS],
  ...[PEOPLE, IMPORTS, EVENTS, SWEEPS, FIELDS, STAFF, DAY, POLICY_TOOLS, BOOKS, IMPORT_ROWS],
  ...[
    LIST_CALLS,
    VIEWS,
    SELECTIONS,
    EXPORTS,
    DUPLICATES,
    MERGE_DESK,
    QUALITY,
    SOURCES,
    WEBHOOKS,
    ORGANIZATION,
  ],
].flat();
