import { inTab, setAddress } from "../address.ts";

/** Opens a task in the table of tasks, as a new place of the history. */
export function openTask(seq: number): void {
  setAddress(inTab("tasks", { "task-seq": String(seq) }), { push: true });
}
