import allocation from "./messages/zh-TW/allocation.json";
import api from "./messages/zh-TW/api.json";
import apiCalls from "./messages/zh-TW/apiCalls.json";
import apiTexts from "./messages/zh-TW/apiTexts.json";
import auth from "./messages/zh-TW/auth.json";
import calendar from "./messages/zh-TW/calendar.json";
import common from "./messages/zh-TW/common.json";
import customer from "./messages/zh-TW/customer.json";
import dashboard from "./messages/zh-TW/dashboard.json";
import deadline from "./messages/zh-TW/deadline.json";
import drafts from "./messages/zh-TW/drafts.json";
import duplicates from "./messages/zh-TW/duplicates.json";
import email from "./messages/zh-TW/email.json";
import enums from "./messages/zh-TW/enums.json";
import errors from "./messages/zh-TW/errors.json";
import events from "./messages/zh-TW/events.json";
import exports from "./messages/zh-TW/exports.json";
import fields from "./messages/zh-TW/fields.json";
import followup from "./messages/zh-TW/followup.json";
import imports from "./messages/zh-TW/imports.json";
import leaves from "./messages/zh-TW/leaves.json";
import ledger from "./messages/zh-TW/ledger.json";
import me from "./messages/zh-TW/me.json";
import members from "./messages/zh-TW/members.json";
import mine from "./messages/zh-TW/mine.json";
import nav from "./messages/zh-TW/nav.json";
import notifications from "./messages/zh-TW/notifications.json";
import policy from "./messages/zh-TW/policy.json";
import pool from "./messages/zh-TW/pool.json";
import quality from "./messages/zh-TW/quality.json";
import quota from "./messages/zh-TW/quota.json";
import rules from "./messages/zh-TW/rules.json";
import simulation from "./messages/zh-TW/simulation.json";
import sources from "./messages/zh-TW/sources.json";
import sweeps from "./messages/zh-TW/sweeps.json";
import today from "./messages/zh-TW/today.json";
import tokens from "./messages/zh-TW/tokens.json";
import views from "./messages/zh-TW/views.json";
import webhooks from "./messages/zh-TW/webhooks.json";

export const zhTW = {
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
