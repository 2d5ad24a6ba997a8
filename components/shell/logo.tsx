/** The mark: rows of a board, one of them under way, and a light that says it is watched. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" className="fill-inverse" />
      <rect x="7" y="8" width="11" height="3.5" rx="1.75" className="fill-on-inverse" />
      <rect x="7" y="14.25" width="18" height="3.5" rx="1.75" className="fill-[oklch(0.66_0.17_262)]" />
      <rect x="7" y="20.5" width="7" height="3.5" rx="1.75" className="fill-on-inverse" />
      <circle cx="23.25" cy="9.75" r="2.25" className="fill-[oklch(0.74_0.17_155)]" />
    </svg>
  );
}
