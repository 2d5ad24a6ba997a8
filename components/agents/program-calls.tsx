"use client";

import Link from "next/link";
import { useState, useSyncExternalStore } from "react";
import type { Agent } from "../../lib/api/types.ts";
import { exampleCalls } from "../../lib/dialects/example-calls.ts";
import { curlOf } from "../../lib/jobs/curl.ts";
import { CopyButton } from "../ui/copy-button.tsx";
import { Panel } from "../ui/panel.tsx";
import { TabPanel, Tabs } from "../ui/tabs.tsx";

/** How a program written for another vendor's API uses this agent: by changing its base address. */
export function ProgramCalls({ agent }: { agent: Agent }) {
  const origin = useSyncExternalStore(
    () => () => undefined,
    () => location.origin,
    () => "",
  );
  const [shown, setShown] = useState("agenty");
  const examples = exampleCalls(origin, { id: agent.id, ref: agent.definition.slug ?? agent.id });
  const tabs = examples.map(({ dialect, label }) => ({ value: dialect, label, count: null }));
  return (
    <Panel id="agent-programs-calls" title="From a program" className="max-lg:order-last">
      <Tabs tabs={tabs} value={shown} onChange={setShown} label="Whose API">
        {examples.map(({ dialect, label, word, calls }) => (
          <TabPanel key={dialect} value={dialect}>
            <div className="flex flex-col gap-3 p-4 text-sm">
              <p className="text-ink-2 text-xs">
                A program written for {label} works here with this base address. To it, the agent is a {word}.
              </p>
              {calls.map(({ title, call }) => (
                <div key={title}>
                  <p className="flex items-center justify-between gap-2 font-medium text-xs">
                    {title}
                    <CopyButton text={curlOf(call)} what={`the ${label} command: ${title}`} />
                  </p>
                  {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, by the keyboard too. */}
                  <pre tabIndex={0} className="mt-1 overflow-x-auto rounded-md bg-sunken p-2 text-xs leading-5">
                    {curlOf(call)}
                  </pre>
                </div>
              ))}
              <p className="text-ink-3 text-xs">
                Tokens are made in{" "}
                <Link href="/settings/tokens" className="underline underline-offset-2 hover:text-ink">
                  Settings
                </Link>
                ; all calls are in the{" "}
                <Link href="/docs/api" className="underline underline-offset-2 hover:text-ink">
                  reference
                </Link>
                .
              </p>
            </div>
          </TabPanel>
        ))}
      </Tabs>
    </Panel>
  );
}
