import type { ReactNode } from "react";

/** A part of the form under one heading, with a line that says what it is for. */
export function FormSection({
  id,
  title,
  help,
  children,
}: {
  id: string;
  title: string;
  help: string;
  children: ReactNode;
}) {
  return (
    <section aria-labelledby={id} className="border-b px-4 py-4 last:border-b-0 sm:px-5 sm:py-5">
      <h2 id={id} className="font-semibold text-base">
        {title}
      </h2>
      <p className="mb-4 text-ink-2 text-sm">{help}</p>
      <div className="flex flex-col gap-4">{children}</div>
    </section>
  );
}
