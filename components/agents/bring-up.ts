/** Puts the focus on a control, in the middle of the screen so that what is said below it is in sight too. */
export function bringUp(control: HTMLElement | null | undefined): void {
  control?.focus({ preventScroll: true });
  control?.scrollIntoView({ block: "center" });
}
