/** Whether a key press belongs to a field or a dialog rather than to the page. */
export function isTyping(event: KeyboardEvent): boolean {
  const { target } = event;
  if (event.isComposing || !(target instanceof HTMLElement)) return true;
  return (
    target.isContentEditable ||
    target.closest("input:not([type=checkbox]), textarea, select, [role='dialog'], [role='menu']") !== null
  );
}

/** Whether a key was pressed alone: with a modifier it is the browser's or the system's. */
export function isPlain(event: KeyboardEvent): boolean {
  return !event.ctrlKey && !event.metaKey && !event.altKey;
}
