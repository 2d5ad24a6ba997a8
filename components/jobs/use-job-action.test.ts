import { expect, it } from "vitest";
import { BACKEND_CAPABILITIES } from "../../lib/sources/capabilities.ts";
import { possibleAction } from "./use-job-action.ts";

const SOURCES = {
  agenty: { name: "Agenty", kind: "agenty", capabilities: BACKEND_CAPABILITIES.agenty },
  cluedin: { name: "CluedIn", kind: "cluedin", capabilities: BACKEND_CAPABILITIES.cluedin },
};

it("offers of a job what its state allows and its source can do", () => {
  const offered = (source: string) =>
    (["Executing", "Failed", "Completed"] as const).map((state) => possibleAction({ source, state }, SOURCES));
  expect(offered("agenty")).toEqual(["cancel", null, null]);
  expect(offered("cluedin")).toEqual([null, null, null]);
  expect(offered("not read yet")).toEqual(["cancel", "retry", null]);
});
