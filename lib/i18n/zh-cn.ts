import allocation from "./messages/zh-CN/allocation.json";
import api from "./messages/zh-CN/api.json";
import apiCalls from "./messages/zh-CN/apiCalls.json";
import apiTexts from "./messages/zh-CN/apiTexts.json";
import auth from "./messages/zh-CN/auth.json";
import calendar from "./messages/zh-CN/calendar.json";
import common from "./messages/zh-CN/common.json";
import customer from "./messages/zh-CN/customer.json";
import dashboard from "./messages/zh-CN/dashboard.json";
import deadline from "./messages/zh-CN/deadline.json";
import drafts from "./messages/zh-CN/drafts.json";
import duplicates from "./messages/zh-CN/duplicates.json";
import email from "./messages/zh-CN/email.json";
import enums from "./messages/zh-CN/enums.json";
import errors from "./messages/zh-CN/errors.json";
import events from "./messages/zh-CN/events.json";
import exports from "./messages/zh-CN/exports.json";
import fields from "./messages/zh-CN/fields.json";
import followup from "./messages/zh-CN/followup.json";
import imports from "./messages/zh-CN/imports.json";
import leaves from "./messages/zh-CN/leaves.json";
import ledger from "./messages/zh-CN/ledger.json";
import me from "./messages/zh-CN/me.json";
import members from "./messages/zh-CN/members.json";
import mine from "./messages/zh-CN/mine.json";
import nav from "./messages/zh-CN/nav.json";
import notifications from "./messages/zh-CN/notifications.json";
import policy from "./messages/zh-CN/policy.json";
import pool from "./messages/zh-CN/pool.json";
import quality from "./messages/zh-CN/quality.json";
import quota from "./messages/zh-CN/quota.json";
import rules from "./messages/zh-CN/rules.json";
import simulation from "./messages/zh-CN/simulation.json";
import sources from "./messages/zh-CN/sources.json";
import sweeps from "./messages/zh-CN/sweeps.json";
import today from "./messages/zh-CN/today.json";
import tokens from "./messages/zh-CN/tokens.json";
import views from "./messages/zh-CN/views.json";
import webhooks from "./messages/zh-CN/webhooks.json";

export const zhCN = {
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
