/**
 * The columns of the list. A row is a grid, so that an error can have a line of its own across it, and so that the
 * same table becomes cards where it is narrow. Sizes are those of the table, not of the screen.
 */
export const ROW_GRID =
  "grid items-center gap-x-3 grid-cols-[auto_minmax(0,1fr)_auto] @4xl:grid-cols-[7rem_minmax(0,1fr)_8.5rem_4.75rem_4.5rem_6.25rem_1.75rem] @6xl:grid-cols-[7rem_minmax(0,1fr)_3.75rem_8.5rem_4.75rem_4rem_4rem_4.5rem_6.25rem_1.75rem]";

/** Shown from the middle size up, and only at the full size. */
export const FROM_MIDDLE = "hidden @4xl:block";
export const FROM_FULL = "hidden @6xl:block";
