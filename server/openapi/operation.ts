import type { oas31, ZodOpenApiOperationObject } from "zod-openapi";
import type { Tag } from "./tags.ts";

/** The contract of a route as the OpenAPI document will have it; its schemas are zod's. */
export interface Operation extends ZodOpenApiOperationObject {
  /** What it does, in a few words. */
  summary: string;
  tags: [Tag];
  /** Empty where anybody may ask. */
  security: oas31.SecurityRequirementObject[];
}

// A symbol of the process rather than a WeakMap of this module: bundles have copies of it.
const OPERATION: unique symbol = Symbol.for("watchfloor.operation");

/** A function that has its contract with it. */
export interface Described {
  readonly [OPERATION]?: Operation;
}

/** Hangs its contract on a route's function, for the document to find. */
export function describeRoute<Route extends (...parts: never[]) => unknown>(
  route: Route,
  operation: Operation,
): Route & Described {
  return Object.assign(route, { [OPERATION]: operation });
}

/** The contract of a route; undefined when it has none. */
export function operationOf(route: Described): Operation | undefined {
  return route[OPERATION];
}
