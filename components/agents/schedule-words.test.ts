import { describe, expect, it } from "vitest";
import { cronProblem, scheduleInWords } from "./schedule-words.ts";

describe("a schedule in words", () => {
  it.each([
    ["* * * * *", "every minute"],
    ["*/2 * * * *", "every 2 minutes"],
    ["0 * * * *", "every hour"],
    ["5 * * * *", "every hour at :05"],
    ["0,30 * * * *", "every hour at :00 and :30"],
    ["0 */6 * * *", "every 6 hours"],
    ["15 */2 * * *", "every 2 hours at :15"],
    ["0 3 * * *", "every day at 03:00"],
    ["30 8,20 * * *", "every day at 08:30 and 20:30"],
    ["0 8 * * 1-5", "on weekdays at 08:00"],
    ["0 8 * * mon,THU", "on Mondays and Thursdays at 08:00"],
    ["0 8 * * 6,7", "on weekends at 08:00"],
    ["0 8 * * 7", "on Sundays at 08:00"],
    ["0 8 * * 0-6", "every day at 08:00"],
    ["*/15 9-17 * * 1-5", "every 15 minutes from 09:00 to 17:59 on weekdays"],
    ["10 6-20 * * *", "every hour at :10 from 06:00 to 20:59"],
    ["0 0 1 * *", "on the 1st of the month at 00:00"],
    ["0 4 2,3,22 jan,7 *", "on the 2nd, 3rd and 22nd at 04:00 in January and July"],
    ["0 4 * 12 *", "every day at 04:00 in December"],
  ])("%s is %s", (cron, words) => {
    expect(scheduleInWords(cron)).toBe(words);
  });

  it("names the zone of a time of day, and only then", () => {
    expect(scheduleInWords("0 3 * * *", "Europe/Berlin")).toBe("every day at 03:00 Europe/Berlin");
    expect(scheduleInWords("*/2 * * * *", "Europe/Berlin")).toBe("every 2 minutes");
    expect(scheduleInWords("5 * * * *", "Europe/Berlin")).toBe("every hour at :05");
  });

  it.each([
    "*/7 * * * *",
    "0 */5 * * *",
    "0 3 1 * 1",
    "0 3 L * *",
    "0 3 * * 1#2",
    "61 * * * *",
    "every day",
    "",
    "1 2 3",
  ])("has no words for %j rather than wrong ones", (cron) => {
    expect(scheduleInWords(cron)).toBeNull();
  });
});

describe("what is plainly wrong with a schedule", () => {
  it.each(["*/2 * * * *", "0 8 * * 1-5", "0 3 L * 1#2", "0,59 0-23/4 1-31 jan-dec 0-7"])(
    "is nothing for %s",
    (cron) => {
      expect(cronProblem(cron)).toBeNull();
    },
  );

  it("is a wrong number of fields, or a number that the field does not have", () => {
    expect(cronProblem("every day")).toMatch(/five fields/);
    expect(cronProblem("  ")).toMatch(/five fields/);
    expect(cronProblem("61 * * * *")).toBe("The minute goes from 0 to 59, not 61");
    expect(cronProblem("0 0 0 * *")).toBe("The day of the month goes from 1 to 31, not 0");
    expect(cronProblem("0 0 1-40 * *")).toBe("The day of the month goes from 1 to 31, not 40");
  });
});
