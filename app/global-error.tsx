"use client";

import "./globals.css";
import { matchLocale } from "@/lib/i18n/locales";

// The layout itself failed, messages with it: these few sentences are the last resort.
const SAID = {
  "zh-CN": { title: "公海没有打开", text: "请再试一次；还不行就把编号告诉管理员。", retry: "再试一次" },
  "zh-TW": { title: "公海沒有開啟", text: "請再試一次；仍不行，請把編號告訴管理員。", retry: "再試一次" },
  en: {
    title: "Gonghai did not open",
    text: "Try again; if it happens again, give the reference to your administrator.",
    retry: "Try again",
  },
};

export default function GlobalError({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const locale = matchLocale(typeof navigator === "undefined" ? null : navigator.languages.join(","));
  const { title, text, retry } = SAID[locale];
  return (
    <html lang={locale}>
      <body>
        <main className="mx-auto flex min-h-dvh max-w-[460px] flex-col justify-center gap-1 px-5">
          <title>{title}</title>
          <h1 className="font-semibold text-20">{title}</h1>
          <p className="text-14 text-muted-foreground">{text}</p>
          {error.digest ? <p className="font-mono text-12 text-faint-foreground">{error.digest}</p> : null}
          <button
            type="button"
            onClick={reset}
            className="mt-4 h-9 self-start rounded-md bg-primary px-3 font-medium text-primary-foreground"
          >
            {retry}
          </button>
        </main>
      </body>
    </html>
  );
}
