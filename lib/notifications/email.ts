import type { Locale } from "@/db/enums";
import { formatMoment } from "@/lib/i18n/dates";
import { HTML_LANG } from "@/lib/i18n/locales";
import { organisationTimeZone } from "@/lib/i18n/time-zone";
import { translatorFor } from "@/lib/i18n/translator";
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

/** The params as the sentences use them: instants and codes become words, an absent person an empty name. */
function wordsOf(message: NotificationRow, locale: Locale): Record<string, string | number> {
  const words: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(message.params))
    words[name] = typeof value === "number" ? value : String(value ?? "");
  const { dueAt, by } = message.params;
  const due = typeof dueAt === "string" ? new Date(dueAt) : null;
  words.due = due ? formatMoment(due, { locale, timeZone: organisationTimeZone() }, message.at) : "";
  words.hasDue = due ? "yes" : "no";
  words.hasBy = by ? "yes" : "no";
  return words;
}

function pathOf(message: NotificationRow): string {
  if (message.kind === "import_finished") return `/import/${message.params.importId}`;
  if (message.customerId) return `/customers/${message.customerId}`;
  return message.kind === "handed_over" ? "/mine" : "/notifications";
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
