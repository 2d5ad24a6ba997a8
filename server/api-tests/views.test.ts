import { describe, expect, it } from "vitest";
import type { Page, SavedView } from "../../lib/api/types.ts";
import { startApiServer } from "./api-server.ts";

const server = startApiServer();

const save = (given: Record<string, unknown>, as: "person" | "token" = "person") =>
  server().call<{ view: SavedView }>("/api/views", { as, json: { q: "state:failed", ...given } });
const views = async (as: "person" | "token") => (await server().call<Page<SavedView>>("/api/views", { as })).body.items;
const names = async (as: "person" | "token") => (await views(as)).map(({ name }) => name);

describe("saved views", () => {
  it("are kept as they were given, and seen by name", async () => {
    const made = await save({ name: "  zebra  ", q: ' agent:"a b"   state:failed ', sort: "-ended" });
    expect(made.status).toBe(201);
    expect(made.body.view).toMatchObject({
      name: "zebra",
      q: ' agent:"a b"   state:failed ',
      sort: "-ended",
      shared: false,
      owner: "Operator",
      mine: true,
    });
    await save({ name: "Apple", q: "" });
    await save({ name: "mango" });
    expect(await names("person")).toEqual(["Apple", "mango", "zebra"]);
    expect((await views("person")).find(({ name }) => name === "Apple")).toMatchObject({ q: "", sort: "-created" });
  });

  it("are seen by others only when shared, and changed by nobody else", async () => {
    const own = (await save({ name: "own" })).body.view;
    const shared = (await save({ name: "shared", shared: true })).body.view;
    expect(await names("token")).toEqual(["shared"]);
    expect((await views("token"))[0]).toMatchObject({ mine: false, owner: "Operator" });

    const change = { json: { name: "taken over", q: "" } };
    for (const call of [{ method: "PUT", ...change }, { method: "DELETE" }]) {
      const refused = await server().call(`/api/views/${shared.id}`, call);
      expect([refused.status, refused.body.error.code]).toEqual([403, "FORBIDDEN"]);
      expect((await server().call(`/api/views/${own.id}`, call)).status).toBe(404);
      expect((await server().call("/api/views/none", call)).status).toBe(404);
    }
    expect(await names("person")).toEqual(expect.arrayContaining(["own", "shared"]));
  });

  it("are replaced and deleted by their owner", async () => {
    const { view } = (await save({ name: "before", shared: true })).body;
    const changed = await server().call<{ view: SavedView }>(`/api/views/${view.id}`, {
      method: "PUT",
      as: "person",
      json: { name: "after", q: "source:local", sort: "queued" },
    });
    expect(changed.body.view).toMatchObject({ id: view.id, name: "after", q: "source:local", shared: false });
    expect(await names("token")).not.toContain("after");
    expect((await server().call(`/api/views/${view.id}`, { method: "DELETE", as: "person" })).status).toBe(204);
    expect((await server().call(`/api/views/${view.id}`, { method: "DELETE", as: "person" })).status).toBe(404);
    expect(await names("person")).not.toContain("after");
  });

  it("have names that are one's own only once, in whatever letters", async () => {
    await save({ name: "Nächtlich" });
    const again = await server().call("/api/views", { as: "person", json: { name: "nÄCHTLICH", q: "" } });
    expect(again.status).toBe(409);
    expect(again.body.error).toMatchObject({ code: "CONFLICT", field: "name" });
    expect((await save({ name: "Nächtlich" }, "token")).status).toBe(201);

    const { view } = (await save({ name: "other" })).body;
    const path = `/api/views/${view.id}`;
    const renamed = await server().call(path, { method: "PUT", as: "person", json: { name: "NÄCHTLICH", q: "" } });
    expect(renamed.status).toBe(409);
    const same = await server().call(path, { method: "PUT", as: "person", json: { name: "OTHER", q: "" } });
    expect(same.status).toBe(200);
  });

  it.each([
    ["name", { name: "" }],
    ["name", { name: "   " }],
    ["name", { name: "x".repeat(81) }],
    ["name", { name: "two\nlines" }],
    ["name", { name: "reversed \u202e" }],
    ["name", { name: "\u200b" }],
    ["name", { name: 7 }],
    ["q", { q: "colour:red" }],
    ["q", { q: 'agent:"x' }],
    ["q", { q: "x".repeat(2001) }],
    ["q", { q: null }],
    ["sort", { sort: "name" }],
    ["shared", { shared: "yes" }],
    ["owner", { owner: "me" }],
  ])("are refused at %s: %j", async (field, given) => {
    const answer = await server().call("/api/views", { json: { name: "some view", q: "", ...given } });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
  });

  it("keep names that look like code as they are", async () => {
    for (const name of ["<img src=x onerror=alert(1)>", "'; drop table saved_view; --", "=1+1", "🔥 %_", "مرحبا"]) {
      expect((await save({ name })).body.view.name).toBe(name);
      expect(await names("person")).toContain(name);
    }
  });

  it("end at 200 a person", async () => {
    const held = (await views("token")).filter(({ mine }) => mine).length;
    for (let place = held; place < 200; place++) await save({ name: `view ${place}` }, "token");
    const refused = await server().call("/api/views", { json: { name: "one more", q: "" } });
    expect([refused.status, refused.body.error.message]).toEqual([409, expect.stringContaining("200 views")]);
    expect((await save({ name: "of another person" })).status).toBe(201);
  });
});
