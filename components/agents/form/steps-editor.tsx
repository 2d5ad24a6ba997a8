"use client";

import { Plus } from "lucide-react";
import { fieldsAlong } from "../../../lib/post-processing/step-problems.ts";
import { MOST_STEPS } from "../../../lib/post-processing/steps.ts";
import { Button } from "../../ui/button.tsx";
import { ProblemText } from "../../ui/controls.tsx";
import { controlId, problemAt } from "../../ui/problems.ts";
import { fieldNames } from "../agent-problems.ts";
import { newStep, stepOf } from "../step-draft.ts";
import type { AgentForm } from "../use-agent-form.ts";
import { StepCard } from "./step-card.tsx";
import { useOrderedList } from "./use-ordered-list.ts";

/** The steps of post-processing: added, removed and put in order. */
export function StepsEditor({ form }: { form: AgentForm }) {
  const { draft, change, problems } = form;
  const { steps } = draft;
  const list = useOrderedList({
    items: steps,
    write: (next) => change({ steps: next }),
    make: () => newStep(steps),
    noun: "step",
    nameOf: (_, place) => `Step ${place + 1}`,
    idOf: (place) => controlId(`postProcessing.${place}.step`),
  });
  const along = fieldsAlong(fieldNames(draft), steps.map(stepOf));
  const problem = problemAt(problems, "postProcessing");
  return (
    <div>
      {steps.length > 0 && (
        <ol className="mb-3 flex flex-col gap-3">
          {steps.map((step, place) => (
            <StepCard
              key={step.uid}
              draft={step}
              place={place}
              count={steps.length}
              fields={along[place] ?? []}
              problems={problems}
              onChange={(part) => list.change(place, part)}
              onMove={(by) => list.move(place, by)}
              onRemove={() => list.remove(place)}
            />
          ))}
        </ol>
      )}
      <p role="status" className="sr-only">
        {list.said}
      </p>
      <ProblemText id="agent-steps-problem" problem={problem} />
      <Button
        ref={list.addButton}
        id={controlId("postProcessing")}
        className="scroll-mb-28 coarse:h-10"
        onClick={list.add}
        disabled={steps.length >= MOST_STEPS}
        aria-describedby={problem === null ? undefined : "agent-steps-problem"}
        data-invalid={problem !== null}
      >
        <Plus aria-hidden="true" className="size-3.5" />
        Add step
      </Button>
    </div>
  );
}
