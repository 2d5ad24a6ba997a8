import { describe, expect, it } from "vitest";
import { afterKey, type Choice, endsOf } from "./choice.ts";

function press(keys: string, from: Choice | null = null): Choice | null {
  return keys.split(" ").reduce<Choice | null>((held, key) => {
    const [shift, name = ""] = key.startsWith("+") ? [true, key.slice(1)] : [false, key];
    return afterKey(held, name, shift, 24);
  }, from);
}

describe("choosing buckets by keyboard", () => {
  it("begins at the newest and moves within the chart", () => {
    expect(press("ArrowLeft")).toEqual({ anchor: 23, head: 23 });
    expect(press("ArrowLeft ArrowLeft ArrowLeft")).toEqual({ anchor: 21, head: 21 });
    expect(press("ArrowRight ArrowRight ArrowRight")).toEqual({ anchor: 23, head: 23 });
    expect(press("Home")).toEqual({ anchor: 0, head: 0 });
    expect(press("ArrowLeft Home ArrowLeft End PageDown")).toEqual({ anchor: 13, head: 13 });
  });

  it("extends with shift to both sides of where it began", () => {
    const back = press("ArrowLeft ArrowLeft +ArrowLeft +ArrowLeft");
    expect(back).toEqual({ anchor: 22, head: 20 });
    expect(back && endsOf(back)).toEqual([20, 22]);
    expect(press("+ArrowRight +ArrowRight +ArrowRight", back)).toEqual({ anchor: 22, head: 23 });
    expect(press("+Home", back)).toEqual({ anchor: 22, head: 0 });
  });

  it("leaves other keys alone", () => {
    expect(afterKey({ anchor: 1, head: 2 }, "Enter", false, 24)).toBeNull();
    expect(afterKey(null, "j", false, 24)).toBeNull();
  });
});
