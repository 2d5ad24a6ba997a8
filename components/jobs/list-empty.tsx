"use client";

import { Inbox, SearchX } from "lucide-react";
import { DEFAULT_SORT } from "../../lib/jobs/sort.ts";
import { Button, ButtonLink } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import type { ListPlace } from "./list-place.ts";
import { SORT_WORDS } from "./sort-words.ts";
import { goToFilter, goToPage, goToSort } from "./use-list-place.ts";

/** Why there is nothing here, and what to do about it. */
export function ListEmpty({ place, isUnclear = false }: { place: ListPlace; isUnclear?: boolean }) {
  return <div className="grid min-h-80">{isUnclear ? <Unclear /> : whyEmpty(place)}</div>;
}

function Unclear() {
  return (
    <EmptyState
      icon={SearchX}
      title="The filter cannot be understood"
      action={<Button onClick={() => goToFilter("")}>Show all jobs</Button>}
    >
      What is wrong with it stands above.
    </EmptyState>
  );
}

function whyEmpty({ q, sort, cursor }: ListPlace) {
  if (cursor !== null) {
    return (
      <EmptyState
        icon={Inbox}
        title="There are no more jobs here"
        action={<Button onClick={() => goToPage(null)}>Back to the first page</Button>}
      />
    );
  }
  const { leavesOut } = SORT_WORDS[sort];
  if (q === "" && leavesOut === null) {
    return (
      <EmptyState
        icon={Inbox}
        title="No job has run yet"
        action={
          <ButtonLink href="/agents" look="primary">
            Start an agent
          </ButtonLink>
        }
      >
        Jobs are started from agents, by hand or by schedule. They appear here the moment they are made.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={SearchX}
      title={q === "" ? "No job has what this list is sorted by" : "No job matches this filter"}
      action={
        <>
          {q !== "" && <Button onClick={() => goToFilter("")}>Show all jobs</Button>}
          {leavesOut !== null && <Button onClick={() => goToSort(DEFAULT_SORT)}>Sort by creation</Button>}
        </>
      }
    >
      {q !== "" && <code className="break-all font-mono text-xs">{q}</code>}
      {leavesOut !== null && <p>{leavesOut}</p>}
    </EmptyState>
  );
}
