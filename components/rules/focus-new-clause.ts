/** After the field and the operator stands what is to be filled in; a clause without it ends at the operator. */
const VALUE = 2;

/** Brings the keyboard to what is to be filled in of the clause before this button: the one that it has just added. */
export function focusNewClause(button: HTMLElement): void {
  const before = [...document.querySelectorAll("[data-clause]")].filter(
    (clause) => clause.compareDocumentPosition(button) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  const parts = before.at(-1)?.querySelectorAll<HTMLElement>("button:not([data-tool]), select, input");
  if (parts && parts.length > 0) parts[Math.min(VALUE, parts.length - 1)]?.focus();
}
