import { Panel } from "../../ui/panel.tsx";

/** What the definition says, as sentences: a last look before saving. */
export function InWords({ sentences }: { sentences: readonly string[] }) {
  return (
    <Panel id="agent-in-words" title="In short" className="max-lg:order-last">
      <ul className="flex flex-col gap-1.5 px-4 py-3 text-ink-2 text-sm">
        {sentences.map((sentence) => (
          <li key={sentence} className="break-words">
            {sentence}
          </li>
        ))}
      </ul>
    </Panel>
  );
}
