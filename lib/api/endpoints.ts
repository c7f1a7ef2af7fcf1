import type { Endpoint } from "./endpoint";
import { ACCOUNT } from "./endpoints/account";
import { ALLOCATION } from "./endpoints/allocation";
import { BULK } from "./endpoints/bulk";
import { CUSTOMERS } from "./endpoints/customers";
import { DRAFTS } from "./endpoints/drafts";
import { EVENTS } from "./endpoints/events";
import { FIELDS } from "./endpoints/fields";
import { FOLLOW_UPS } from "./endpoints/follow-ups";
import { IMPORTS } from "./endpoints/imports";
import { OWNERSHIP } from "./endpoints/ownership";
import { PEOPLE } from "./endpoints/people";
import { POLICIES } from "./endpoints/policies";
import { POOLS } from "./endpoints/pools";
import { REQUESTS } from "./endpoints/requests";
import { SWEEPS } from "./endpoints/sweeps";

/** Every call of the API: the router, the document and its page are made from this list. */
export const ENDPOINTS: readonly Endpoint[] = [
  ...[ACCOUNT, CUSTOMERS, BULK, OWNERSHIP, ALLOCATION, FOLLOW_UPS, REQUESTS, POOLS, POLICIES, DRAFTS],
  ...[PEOPLE, IMPORTS, EVENTS, SWEEPS, FIELDS],
].flat();
