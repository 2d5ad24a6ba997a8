/**
 * Tells when the page may have slept or lost its network (`onWake`), and when it has been hidden for `hiddenForMs`.
 * Outside a browser there is nothing to watch.
 */
export function watchPage(on: { onWake: () => void; onHidden: () => void; hiddenForMs: number }): () => void {
  if (typeof document === "undefined") return () => {};
  let timer: ReturnType<typeof setTimeout> | undefined;
  const onVisibility = () => {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(on.onHidden, on.hiddenForMs);
    else on.onWake();
  };
  // Persisted: the page comes back from the back/forward cache, where its connections were cut.
  const onShow = (event: PageTransitionEvent) => event.persisted && on.onWake();
  document.addEventListener("visibilitychange", onVisibility);
  window.addEventListener("online", on.onWake);
  window.addEventListener("pageshow", onShow);
  if (document.hidden) onVisibility();
  return () => {
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", onVisibility);
    window.removeEventListener("online", on.onWake);
    window.removeEventListener("pageshow", onShow);
  };
}
