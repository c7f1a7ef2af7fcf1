import type { Locale, NotificationKind } from "@/db/enums";
import { formatMoment } from "@/lib/i18n/dates";
import { HTML_LANG } from "@/lib/i18n/locales";
import { actOf, ruleText } from "@/lib/i18n/rule-text";
import { organisationTimeZone } from "@/lib/i18n/time-zone";
import { translatorFor } from "@/lib/i18n/translator";
import { ruleOf } from "./message-rule";
import type { NotificationRow } from "./types";

export type EmailText = { subject: string; text: string; html: string };

/** Writes the e-mail of a message in the recipient's language. `appUrl` null leaves the link out. */
export function composeEmail(
  message: NotificationRow,
  to: { locale: Locale; name: string },
  appUrl: string | null,
): EmailText {
  const t = translatorFor(to.locale, "email");
  const values = wordsOf(message, to.locale);
  const subject = oneLine(t(`${message.kind}.subject`, values));
  const greeting = t("greeting", { name: to.name });
  const body = t(`${message.kind}.body`, values);
  const footer = t("footer");
  const link = appUrl === null ? null : { label: t("open"), href: new URL(pathOf(message), appUrl).href };
  const text = [greeting, body, link && `${link.label}: ${link.href}`, `-- \n${footer}`]
    .filter(Boolean)
    .join("\n\n");
  return { subject, text: `${text}\n`, html: page(to.locale, { subject, greeting, body, link, footer }) };
}

type Words = Record<string, string | number>;

// Every word a sentence may ask for: a message written by an older release may lack one.
const WORDS: Words = {
  ...{ name: "", owner: "", by: "", from: "", file: "", pool: "", approved: "false" },
  ...{ count: 1, created: 0, updated: 0, duplicate: 0, rejected: 0, version: 1, expected: 0 },
  ...{ position: 1, reason: "", ruleReason: "", kept: "", list: "", share: 0 },
  ...{ was: "", wasNumber: 0, becomes: "", number: 0, outcome: "" },
};

/** The params as the sentences use them: an instant becomes words, and what may be absent says whether it is there. */
function wordsOf({ params, at }: NotificationRow, locale: Locale): Words {
  const words = { ...WORDS };
  for (const [name, value] of Object.entries(params)) {
    if (value !== null) words[name] = typeof value === "number" ? value : String(value);
  }
  const due = typeof params.dueAt === "string" ? new Date(params.dueAt) : null;
  const rule = ruleOf(params);
  const yes = (is: unknown) => (is ? "yes" : "no");
  return {
    ...words,
    due: due ? formatMoment(due, { locale, timeZone: organisationTimeZone() }, at) : "",
    hasDue: yes(due),
    hasBy: yes(params.by),
    hasFrom: yes(params.from),
    hasOwner: yes(params.owner),
    isHeld: yes(params.held),
    isCleanUp: yes(params.job === "clean-up-pools"),
    act: rule ? actOf(rule) : "other",
    hasWhy: yes(rule),
    hasReason: yes(rule && params.ruleReason),
    why: rule ? ruleText(translatorFor(locale, "rules"), rule) : "",
  };
}

/** Where messages of these kinds lead, whomever they are about. */
const PLACES: Partial<Record<NotificationKind, string>> = {
  ...{ import_finished: "/imports", sweep_held: "/settings/sweeps", webhook_paused: "/settings/webhooks" },
  ...{ export_asked: "/exports", data_digest: "/quality", assign_undone: "/pool" },
};
const THRESHOLD_KINDS: ReadonlySet<string> = new Set(["threshold_asked", "threshold_settled"]);
const DRAFT_KINDS: ReadonlySet<string> = new Set(["approval_asked", "draft_approved", "draft_unscheduled"]);
/** Of several customers, which are among those that he holds. */
const MANY_KINDS: ReadonlySet<string> = new Set(["handed_over", "reclaim_undone", "assigned"]);

function pathOf(message: NotificationRow): string {
  const place = PLACES[message.kind];
  if (place) return place;
  if (THRESHOLD_KINDS.has(message.kind)) return "/settings";
  if (message.customerId) return `/customers/${message.customerId}`;
  if (DRAFT_KINDS.has(message.kind)) return `/settings/pools/${message.params.poolId}`;
  return MANY_KINDS.has(message.kind) ? "/mine" : "/notifications";
}

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

const ENTITIES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeHtml = (text: string): string => text.replace(/[&<>"]/g, (char) => ENTITIES[char] ?? char);

type Parts = {
  subject: string;
  greeting: string;
  body: string;
  link: { label: string; href: string } | null;
  footer: string;
};

function page(locale: Locale, { subject, greeting, body, link, footer }: Parts): string {
  const font = "font:15px/1.7 -apple-system,'Segoe UI','PingFang SC','Microsoft YaHei',sans-serif";
  const button =
    "display:inline-block;padding:8px 16px;border-radius:6px;background:#0e5f76;color:#fff;text-decoration:none";
  const paragraphs = [greeting, ...body.split("\n")].map(
    (line) => `<p style="margin:0 0 12px">${escapeHtml(line)}</p>`,
  );
  if (link) {
    paragraphs.push(
      `<p style="margin:20px 0"><a href="${escapeHtml(link.href)}" style="${button}">${escapeHtml(link.label)}</a></p>`,
    );
  }
  return [
    `<!doctype html><html lang="${HTML_LANG[locale]}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>`,
    `<body style="margin:0;padding:24px;background:#fff;color:#1b2328;${font}">`,
    `<div style="max-width:560px;margin:0 auto">${paragraphs.join("")}`,
    `<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #e3e7ea;color:#6b767d;font-size:13px">${escapeHtml(footer)}</p>`,
    "</div></body></html>",
  ].join("\n");
}
