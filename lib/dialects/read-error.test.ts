import fc from "fast-check";
import { expect, it } from "vitest";
import { readError } from "./read-error.ts";

it.each([
  [
    { status: 402, code: "NO_CREDITS", name: "Payment Required", message: "no credits" },
    "no credits",
    "NO_CREDITS",
    402,
  ],
  [{ status_code: 404, message: "no job" }, "no job", null, 404],
  [{ status_code: "OK", message: "no job" }, "no job", null, null],
  [{ error: "no job" }, "no job", null, null],
  [{ message: "", error: "no job" }, "no job", null, null],
  [{ detail: "no targets", code: "NO_TARGETS" }, "no targets", "NO_TARGETS", null],
  [{ error: { code: "NOT_FOUND", message: "no job", status: 404 } }, "no job", "NOT_FOUND", 404],
  [
    { detail: [{ loc: ["body", "limit"], msg: "must be a number" }, { msg: "and so on" }] },
    "limit: must be a number; and so on",
    null,
    null,
  ],
  [{ Message: "The request is invalid." }, "The request is invalid.", null, null],
  [{ type: "about:blank", title: "Not Found", status: 404 }, "Not Found", null, 404],
  [{ errors: ["one", "two"] }, "one; two", null, null],
])("reads %j", (body, message, code, status) => {
  expect(readError(body)).toEqual({ message, code, status });
});

it.each([null, undefined, 7, "error", [], {}, { message: 7 }, { error: {} }, { error: { code: 7 } }, { detail: [] }])(
  "finds none in %j",
  (body) => expect(readError(body)).toBeNull(),
);

it("reads whatever it is given", () => {
  fc.assert(fc.property(fc.jsonValue(), (body) => void readError(body)));
});
