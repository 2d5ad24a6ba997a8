/** What a task works on. A web address becomes a link that tells the other site nothing; other text stays text. */
export function Target({ target }: { target: string }) {
  const text = <span className="truncate font-mono">{target}</span>;
  if (!/^https?:\/\//i.test(target) && !/^\/(?!\/)/.test(target)) return text;
  return (
    <a
      href={target}
      target="_blank"
      rel="noopener noreferrer"
      data-tip={target}
      className="min-w-0 truncate rounded-sm font-mono hover:text-ink hover:underline"
    >
      {target}
    </a>
  );
}
