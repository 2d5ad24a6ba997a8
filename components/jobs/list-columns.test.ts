import { describe, expect, it } from "vitest";
import { movedColumn, sizedColumn, toggledColumn } from "./edit-columns.ts";
import { type ColumnId, chosenColumns, gridOf, USUAL_COLUMNS } from "./list-columns.ts";

const columnsOf = (...ids: ColumnId[]) => ids.map((id) => ({ id, width: null }));
const ids = (columns: readonly { id: ColumnId }[]) => columns.map(({ id }) => id);

describe("columns of the list", () => {
  it("reads a preference: unknown and repeated columns fall away, widths are kept within bounds, the job is always there", () => {
    expect(chosenColumns(null)).toBeNull();
    const columns = [
      { id: "created", width: 5 },
      { id: "colour", width: null },
      { id: "created", width: 200 },
      { id: "tags", width: 9999 },
    ];
    expect(chosenColumns({ columns, pageSize: 50 })).toEqual([
      { id: "job", width: null },
      { id: "created", width: 72 },
      { id: "tags", width: 1200 },
    ]);
  });

  it("shows a column where it usually stands, and takes any away but the job", () => {
    const columns = columnsOf("state", "job", "created");
    expect(ids(toggledColumn(columns, "agent"))).toEqual(["state", "job", "agent", "created"]);
    expect(ids(toggledColumn(columns, "state"))).toEqual(["job", "created"]);
    expect(ids(toggledColumn(columns, "job"))).toEqual(["state", "job", "created"]);
    expect(ids(toggledColumn(columnsOf("job"), "state"))).toEqual(["state", "job"]);
  });

  it("moves a column, not beyond the ends", () => {
    const columns = columnsOf("state", "job", "created");
    expect(ids(movedColumn(columns, "created", -1))).toEqual(["state", "created", "job"]);
    expect(ids(movedColumn(columns, "created", 1))).toEqual(["state", "job", "created"]);
    expect(ids(movedColumn(columns, "state", 9))).toEqual(["job", "created", "state"]);
    expect(ids(movedColumn(columns, "state", -9))).toEqual(["state", "job", "created"]);
  });

  it("lets the job have the room that is left until it is given a width", () => {
    expect(gridOf(columnsOf("state", "job"), false)).toMatchObject({
      "--cols-full": "16px 112px minmax(0,1fr) 28px",
      "--table-min": "424px",
    });
    expect(gridOf(sizedColumn(columnsOf("state", "job"), "job", 300), false)).toMatchObject({
      "--cols-full": "16px 112px 300px minmax(28px,1fr)",
      "--table-min": "524px",
    });
  });

  it("leaves columns out where there is no room, but none that was chosen", () => {
    const tracks = (usual: boolean) => gridOf(USUAL_COLUMNS, usual)["--cols"]?.split(" ").length;
    expect(tracks(true)).toBe(USUAL_COLUMNS.length - 3 + 2);
    expect(tracks(false)).toBe(USUAL_COLUMNS.length + 2);
  });
});
