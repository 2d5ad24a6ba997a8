"use client";

import { CheckControl } from "../../ui/choices.tsx";
import { LinesControl, TextControl } from "../../ui/controls.tsx";
import type { AgentForm } from "../use-agent-form.ts";
import { FormSection } from "./form-section.tsx";
import { NumberField } from "./number-field.tsx";

const ADDRESS_HELP = (
  <>
    https://…, or a path that starts with / for this console's own sample site.{" "}
    <code className="font-mono">{"{{season}}"}</code> is filled from the parameters of a start, and{" "}
    <code className="font-mono">{"{{season=spring}}"}</code> also does without.
  </>
);

/** Which pages a job visits; what there is to say depends on the type. */
export function TargetsSection({ form }: { form: AgentForm }) {
  return form.draft.type === "crawling" ? <CrawlingTargets form={form} /> : <ScrapingTargets form={form} />;
}

function ScrapingTargets({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  return (
    <FormSection id="agent-targets" title="Pages" help="The pages that a job reads: a list, a numbered range, or both.">
      <LinesControl
        path="urls"
        label="Addresses"
        note="one a line"
        help={ADDRESS_HELP}
        problems={problems}
        isList
        value={draft.urls}
        onChange={(urls) => change({ urls })}
        rows={4}
        placeholder={"https://example.com/offers\nhttps://example.com/clearance"}
      />
      <CheckControl
        id="agent-has-pages"
        label="A range of numbered pages"
        checked={draft.hasPages}
        onChange={(hasPages) => change({ hasPages })}
      />
      {draft.hasPages && (
        <div className="grid grid-cols-2 items-start gap-4 border-l-2 pl-4">
          <TextControl
            path="pages.template"
            label="Address of the pages"
            className="col-span-2"
            help={
              <>
                Put <code className="font-mono">{"{page}"}</code> where the number goes.
              </>
            }
            problems={problems}
            value={draft.pagesTemplate}
            onChange={(pagesTemplate) => change({ pagesTemplate })}
            placeholder="https://example.com/catalogue?page={page}"
            mono
          />
          <NumberField name="pagesFrom" form={form} label="First page" unit="" help="Where counting begins." />
          <NumberField name="pagesTo" form={form} label="Last page" unit="" help="This one is read too." />
        </div>
      )}
      <NumberField
        name="pageBudget"
        form={form}
        label="Page budget"
        unit="pages"
        help="The most that one job reads; what is over it is left out."
      />
    </FormSection>
  );
}

function CrawlingTargets({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  return (
    <FormSection id="agent-targets" title="Pages" help="Where a job begins, and which links it follows from there.">
      <TextControl
        path="startUrl"
        label="Start address"
        help={ADDRESS_HELP}
        problems={problems}
        value={draft.startUrl}
        onChange={(startUrl) => change({ startUrl })}
        placeholder="https://example.com/"
        required
        mono
      />
      <TextControl
        path="linkSelector"
        label="Links to follow"
        help="CSS selector of the links on each page; a[href] is all of them."
        problems={problems}
        value={draft.linkSelector}
        onChange={(linkSelector) => change({ linkSelector })}
        required
        mono
      />
      <div className="grid grid-cols-2 items-start gap-4">
        <NumberField
          name="maxDepth"
          form={form}
          label="Depth"
          unit="steps"
          help="How many links away from the start it goes."
        />
        <NumberField
          name="maxPages"
          form={form}
          label="Pages at most"
          unit="pages"
          help="The crawl ends when it has read so many."
        />
      </div>
    </FormSection>
  );
}
