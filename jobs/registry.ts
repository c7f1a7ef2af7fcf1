/** Loads every task, so that the registry of jobs/engine/define.ts is complete. */
import "./tasks/allocate-pools";
import "./tasks/audit-data";
import "./tasks/clean-up-pools";
import "./tasks/deliver-notifications";
import "./tasks/deliver-webhooks";
import "./tasks/find-duplicates";
import "./tasks/index-names";
import "./tasks/observe-drafts";
import "./tasks/publish-scheduled";
import "./tasks/reclaim-due";
import "./tasks/resume-bulks";
import "./tasks/roll-up-stats";
import "./tasks/run-imports";
import "./tasks/send-reminders";
import "./tasks/settle-submissions";
import "./tasks/write-exports";

export { jobs } from "./engine/define";
