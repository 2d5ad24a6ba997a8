"use client";

import { useQueryClient } from "@tanstack/react-query";
import { ArrowUp } from "lucide-react";
import { keys } from "../../lib/api/queries.ts";
import { formatQuantity } from "../../lib/jobs/format.ts";
import { Button } from "../ui/button.tsx";
import type { ListPlace } from "./list-place.ts";
import { useJobList, useListRead } from "./use-job-list.ts";
import { goToPage } from "./use-list-place.ts";
import { useNewcomers, useSaidCount } from "./use-newcomers.ts";

/** New jobs wait behind a button, so that nothing moves under the reader. */
export function ListNews({ place }: { place: ListPlace }) {
  const read = useListRead(place);
  const { data: page, refetch, isFetching, isPlaceholderData } = useJobList(read);
  const isFirst = place.cursor === null || page?.previousCursor === null;
  const count = useNewcomers(read, isFirst && !isPlaceholderData ? page?.revision : undefined);
  const queryClient = useQueryClient();
  const said = useSaidCount(count);
  return (
    <>
      {count > 0 && (
        <Button
          size="sm"
          className="animate-appear rounded-full"
          disabled={isFetching}
          onClick={() => {
            window.scrollTo({ top: 0 });
            if (place.cursor === null) void refetch();
            else goToPage(null);
            void queryClient.invalidateQueries({ queryKey: keys.allFacets });
          }}
        >
          <ArrowUp aria-hidden="true" className="size-3.5" />
          {count} new
        </Button>
      )}
      <span role="status" className="sr-only">
        {said > 0 ? `${formatQuantity(said, "new job")} since you loaded this list` : ""}
      </span>
    </>
  );
}
