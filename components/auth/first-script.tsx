/**
 * The first script of a page makes libraries fit its content policy. Toasts, menus and scroll locks create `<style>`
 * elements and take no nonce: they get this page's (who runs a script here carried it already). And zod is told not to
 * try whether it may evaluate code: it may not, and trying is reported as a violation.
 */
export function FirstScript({ nonce }: { nonce: string }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant; it must run before any library.
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />
  );
}

const SCRIPT = `(function(){globalThis.__zod_globalConfig={jitless:true};var n=document.currentScript.nonce,c=document.createElement;document.createElement=function(t,o){var e=c.call(document,t,o);if(String(t).toLowerCase()==="style")e.setAttribute("nonce",n),e.nonce=n;return e}})()`;
