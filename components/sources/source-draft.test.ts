import { expect, it } from "vitest";
import { newSourceBodySchema } from "../../lib/api/source-schemas.ts";
import { draftOfSource, findSourceProblems, requestOf, withKind } from "./source-draft.ts";

it("begins with what the kind assumes, and follows another kind until told otherwise", () => {
  const draft = draftOfSource(null);
  expect(draft).toMatchObject({ kind: "agenty", requestsPerMinute: "120" });
  expect(withKind(draft, "sentimatrix").requestsPerMinute).toBe("90");
  expect(withKind({ ...draft, requestsPerMinute: "7" }, "sentimatrix").requestsPerMinute).toBe("7");
});

it("says what is missing, by the API's names", () => {
  const draft = withKind(draftOfSource(null), "sentimatrix");
  expect([...findSourceProblems({ ...draft, newestEvery: "often" }).keys()]).toEqual([
    ...["name", "settings.address", "settings.partitions", "settings.newestEvery"],
  ]);
});

it("makes a body that the API takes", () => {
  const draft = {
    ...draftOfSource(null),
    name: "S",
    address: "https://s.example.com/",
    partitions: "one\n\ntwo, three",
  };
  const { save, test } = requestOf(withKind(draft, "sentimatrix"), { isNew: true, forgetsKey: false });
  expect(newSourceBodySchema.parse(save)).toMatchObject({
    kind: "sentimatrix",
    settings: { address: "https://s.example.com", partitions: ["one", "two", "three"], jobUrl: null },
  });
  expect("key" in test).toBe(false);
  expect(requestOf({ ...draft, key: " k " }, { isNew: false, forgetsKey: true }).save.key).toBe("k");
  expect(requestOf(draft, { isNew: false, forgetsKey: true }).test.key).toBeNull();
  expect("kind" in requestOf(draft, { isNew: false, forgetsKey: false }).save).toBe(false);
});
