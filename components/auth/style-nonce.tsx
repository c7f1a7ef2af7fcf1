/**
 * Gives every `<style>` that a library makes in the browser the nonce of this page. Toasts, menus and scroll locks make
 * such elements and take no nonce; scripts may, by the policy, because they carried the nonce themselves.
 */
export function StyleNonce({ nonce }: { nonce: string }) {
  return (
    // biome-ignore lint/security/noDangerouslySetInnerHtml: a constant; it must run before any library.
    <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: SCRIPT }} />
  );
}

const SCRIPT = `(function(){var n=document.currentScript.nonce,c=document.createElement;document.createElement=function(t,o){var e=c.call(document,t,o);if(String(t).toLowerCase()==="style")e.setAttribute("nonce",n),e.nonce=n;return e}})()`;
