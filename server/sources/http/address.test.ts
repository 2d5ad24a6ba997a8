import { expect, it } from "vitest";
import { addressOf } from "./address.ts";

it.each([
  ["https://api.agenty.com", "/v2/jobs", "https://api.agenty.com/v2/jobs"],
  ["https://api.agenty.com/v2", "/v2/jobs", "https://api.agenty.com/v2/jobs"],
  [
    "https://connect.example.com/api/v0/",
    "/services/agent-jobs",
    "https://connect.example.com/api/v0/services/agent-jobs",
  ],
  ["https://x.example/base/api/v1", "/api/v1/jobs/executing", "https://x.example/base/api/v1/jobs/executing"],
  ["https://x.example/base/api", "/api/v1/jobs", "https://x.example/base/api/v1/jobs"],
  ["https://x.example/v1", "/api/v1/jobs", "https://x.example/v1/api/v1/jobs"],
  ["http://[::1]:8080", "/v2/jobs/a%2Fb", "http://[::1]:8080/v2/jobs/a%2Fb"],
])("%s and %s are %s", (base, path, address) => {
  expect(addressOf(base, path).href).toBe(address);
});

it("has a query only where there is something to ask", () => {
  expect(addressOf("https://x.example", "/v2/jobs", { limit: 5, status: "a b&c" }).search).toBe(
    "?limit=5&status=a+b%26c",
  );
  expect(addressOf("https://x.example", "/v2/jobs").search).toBe("");
});
