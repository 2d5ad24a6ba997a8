"use client";

import { CircleAlert } from "lucide-react";
import { controlId, type Problems } from "../../ui/problems.ts";
import { placeName } from "../agent-problems.ts";
import { bringUp } from "../bring-up.ts";

/** What must be mended before the agent can be saved, each with the way to it. */
export function ProblemSummary({ problems }: { problems: Problems }) {
  if (problems.size === 0) return null;
  return (
    <div role="alert" className="border-b bg-failed-tint px-4 py-3 text-sm sm:px-5">
      <p className="flex items-center gap-2 font-semibold text-failed">
        <CircleAlert aria-hidden="true" className="size-4 shrink-0" />
        {problems.size === 1 ? "One thing must be mended first" : `${problems.size} things must be mended first`}
      </p>
      <ul className="mt-1 flex flex-col pl-6">
        {[...problems].map(([path, message]) => (
          <li key={path}>
            <button
              type="button"
              className="min-h-6 max-w-full break-words rounded-sm text-left underline-offset-2 hover:underline"
              onClick={() => bringUp(document.getElementById(controlId(path)))}
            >
              <span className="font-medium">{placeName(path)}:</span> {message}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
