/** How a state is written in a filter: `executionCompleted`. */
export function writeState(state: string): string {
  return state.charAt(0).toLowerCase() + state.slice(1);
}
