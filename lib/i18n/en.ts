import allocation from "./messages/en/allocation.json";
import api from "./messages/en/api.json";
import apiCalls from "./messages/en/apiCalls.json";
import apiTexts from "./messages/en/apiTexts.json";
import auth from "./messages/en/auth.json";
import calendar from "./messages/en/calendar.json";
import common from "./messages/en/common.json";
import customer from "./messages/en/customer.json";
import dashboard from "./messages/en/dashboard.json";
import deadline from "./messages/en/deadline.json";
import drafts from "./messages/en/drafts.json";
import duplicates from "./messages/en/duplicates.json";
import email from "./messages/en/email.json";
import enums from "./messages/en/enums.json";
import errors from "./messages/en/errors.json";
import events from "./messages/en/events.json";
import exports from "./messages/en/exports.json";
import fields from "./messages/en/fields.json";
import followup from "./messages/en/followup.json";
import imports from "./messages/en/imports.json";
import leaves from "./messages/en/leaves.json";
import ledger from "./messages/en/ledger.json";
import me from "./messages/en/me.json";
import members from "./messages/en/members.json";
import mine from "./messages/en/mine.json";
import nav from "./messages/en/nav.json";
import notifications from "./messages/en/notifications.json";
import policy from "./messages/en/policy.json";
import pool from "./messages/en/pool.json";
import quality from "./messages/en/quality.json";
import quota from "./messages/en/quota.json";
import rules from "./messages/en/rules.json";
import simulation from "./messages/en/simulation.json";
import sources from "./messages/en/sources.json";
import sweeps from "./messages/en/sweeps.json";
import today from "./messages/en/today.json";
import tokens from "./messages/en/tokens.json";
import views from "./messages/en/views.json";
import webhooks from "./messages/en/webhooks.json";

export const en = {
  common,
  api,
  apiCalls,
  apiTexts,
  tokens,
  nav,
  enums,
  errors,
  auth,
  today,
  pool,
  mine,
  customer,
  followup,
  fields,
  notifications,
  dashboard,
  members,
  policy,
  imports,
  ledger,
  deadline,
  quota,
  quality,
  rules,
  allocation,
  simulation,
  exports,
  views,
  events,
  drafts,
  email,
  me,
  calendar,
  leaves,
  sweeps,
  webhooks,
  duplicates,
  sources,
};
