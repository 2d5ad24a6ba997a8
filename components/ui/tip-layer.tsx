"use client";

import { useEffect, useRef } from "react";

const OPEN_DELAY_MS = 350;
const GAP = 6;

/**
 * One tooltip for the whole console: it shows the `data-tip` of what is pointed at or focused. A single listener and
 * a single element cost nothing per row, and the top layer keeps it above dialogs and out of scrolling boxes. What a
 * tip says must also be in the accessible name or text of its element.
 */
export function TipLayer() {
  const layer = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const tip = layer.current;
    if (tip === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shownFor: Element | null = null;

    const hide = () => {
      clearTimeout(timer);
      shownFor = null;
      if (tip.matches(":popover-open")) tip.hidePopover();
    };
    const show = (target: Element) => {
      const text = target.getAttribute("data-tip");
      if (!text || !target.isConnected || target.getAttribute("aria-expanded") === "true") return;
      tip.textContent = text;
      tip.showPopover();
      const at = target.getBoundingClientRect();
      const { width, height } = tip.getBoundingClientRect();
      const above = at.top - height - GAP;
      const left = Math.min(Math.max(8, at.left + at.width / 2 - width / 2), window.innerWidth - width - 8);
      tip.style.left = `${left}px`;
      tip.style.top = `${above < 8 ? at.bottom + GAP : above}px`;
    };
    const consider = (event: Event) => {
      if (!(event.target instanceof Element) || tip.contains(event.target)) return;
      const target = event.target.closest("[data-tip]");
      if (target === shownFor) return;
      hide();
      if (target === null || (event.type === "focusin" && !target.matches(":focus-visible"))) return;
      shownFor = target;
      timer = setTimeout(show, OPEN_DELAY_MS, target);
    };
    const dismiss = (event: KeyboardEvent) => {
      if (event.key === "Escape") hide();
    };

    const options = { passive: true } as const;
    document.addEventListener("pointerover", consider, options);
    document.addEventListener("focusin", consider, options);
    document.addEventListener("pointerdown", hide, options);
    document.addEventListener("scroll", hide, { passive: true, capture: true });
    document.addEventListener("keydown", dismiss);
    return () => {
      hide();
      document.removeEventListener("pointerover", consider);
      document.removeEventListener("focusin", consider);
      document.removeEventListener("pointerdown", hide);
      document.removeEventListener("scroll", hide, { capture: true });
      document.removeEventListener("keydown", dismiss);
    };
  }, []);

  return (
    <div
      ref={layer}
      popover="manual"
      aria-hidden="true"
      className="fixed inset-auto m-0 max-w-80 whitespace-pre-line rounded-sm border-0 bg-inverse px-2 py-1 text-xs text-on-inverse"
    />
  );
}
