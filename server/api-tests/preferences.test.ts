import { describe, expect, it } from "vitest";
import type { JobColumnsPreference, Preference } from "../../lib/api/types.ts";
import { startApiServer } from "./api-server.ts";

const server = startApiServer();
const PATH = "/api/preferences/job-columns";

const read = async (as: "person" | "token") => (await server().call<Preference>(PATH, { as })).body;
const keep = (value: unknown, as: "person" | "token" = "person") =>
  server().call<Preference>(PATH, { method: "PUT", as, json: { value } });

const chosen: JobColumnsPreference = {
  columns: [
    { id: "state", width: null },
    { id: "job", width: 320 },
  ],
  pageSize: 100,
};

describe("preferences", () => {
  it("are null until they are set, and each person's own", async () => {
    expect(await read("person")).toEqual({ value: null });
    expect((await keep(chosen)).body).toEqual({ value: chosen });
    expect(await read("person")).toEqual({ value: chosen });
    expect(await read("token")).toEqual({ value: null });
  });

  it("are replaced, and forgotten with null", async () => {
    await keep(chosen);
    await keep({ ...chosen, columns: [] });
    expect(await read("person")).toEqual({ value: { columns: [], pageSize: 100 } });
    expect((await keep(null)).body).toEqual({ value: null });
    expect(await read("person")).toEqual({ value: null });
  });

  it("exist under known names only", async () => {
    for (const name of ["job-rows", "constructor", "__proto__", "JOB-COLUMNS"]) {
      expect((await server().call(`/api/preferences/${name}`)).status, name).toBe(404);
      const put = await server().call(`/api/preferences/${name}`, { method: "PUT", json: { value: null } });
      expect(put.status, name).toBe(404);
    }
  });

  it.each([
    ["value.pageSize", { ...chosen, pageSize: 51 }],
    ["value.columns.0.id", { ...chosen, columns: [{ id: "<b>", width: null }] }],
    ["value.columns.0.width", { ...chosen, columns: [{ id: "job", width: 1e9 }] }],
    ["value.columns.0.color", { ...chosen, columns: [{ id: "job", width: null, color: "red" }] }],
    ["value.columns", { ...chosen, columns: Array(2).fill({ id: "job", width: null }) }],
    [
      "value.columns",
      { ...chosen, columns: Array.from({ length: 61 }, (_, place) => ({ id: `c${place}`, width: null })) },
    ],
    ["value", "wide"],
    ["value", undefined],
  ])("are refused at %s", async (field, value) => {
    const answer = await server().call(PATH, { method: "PUT", json: { value } });
    expect(answer.status).toBe(400);
    expect(answer.body.error).toMatchObject({ code: "BAD_REQUEST", field });
  });

  it("that are not understood any more count as never set", async () => {
    const { database } = server().app;
    await keep(chosen);
    await database.db.updateTable("preference").set({ value: '{"columns":"all"}' }).execute();
    expect(await read("person")).toEqual({ value: null });
  });
});
