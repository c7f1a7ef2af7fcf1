import { sql } from "drizzle-orm";
import { PUTS_BACK, UNMADE } from "@/lib/ledger/unmade-sql";

/** How the customer `c` last came into a pool: the event that brought it, whatever claims or merges were undone since. */
export const LAST_ENTRY = sql`select e.kind, e.reason, e.rule, e.policy_id from events e
  where e.customer_id = c.id and e.to_state = 'pooled' and e.kind not in ${UNMADE} and e.kind not in ${PUTS_BACK} order by e.version desc limit 1`;

const CONTACT = sql`json_build_object('id', ct.id, 'name', ct.name, 'title', ct.title, 'phone', ct.phone, 'phoneE164', ct.phone_e_164,
  'email', ct.email, 'wechat', ct.wechat, 'isPrimary', ct.is_primary)`;

/** The main contact of the customer `c` (else its first with a phone), unmasked: for contactViews alone; and how many there are. */
export const FIRST_CONTACT = sql`select
  (array_agg(${CONTACT} order by ct.is_primary desc, ct.phone is null, ct.created_at, ct.id))[1] as contact, count(*) as contact_count
  from contacts ct where ct.customer_id = c.id`;

/** All contacts of the customer `c`, unmasked: for contactViews alone. */
export const ALL_CONTACTS = sql`select json_agg(${CONTACT} order by ct.is_primary desc, ct.created_at, ct.id)
  from contacts ct where ct.customer_id = c.id`;
