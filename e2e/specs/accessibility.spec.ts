import { expect, expectAccessible, test } from "../fixtures/test.ts";
import { ConsolePage } from "../pages/console-page.ts";

for (const colorScheme of ["light", "dark"] as const) {
  for (const [name, width] of [
    ["desk", 1440],
    ["phone", 390],
  ] as const) {
    test.describe(`${colorScheme}, ${name}`, () => {
      test.use({ colorScheme, viewport: { width, height: 900 } });

      test("no page breaks WCAG 2.2 AA or scrolls sideways", async ({ page, api, site }) => {
        site.hold();
        const { agent } = await api.createAgent(site.agent(`seen ${colorScheme} ${name}`, 3, { concurrency: 2 }));
        const running = await api.start(agent.id);
        const failing = await api.createAgent({
          ...site.agent(`broken ${colorScheme} ${name}`, 1),
          type: "scraping",
          urls: ["/sample/absent.html"],
          pages: undefined,
        });
        const failed = await api.start(failing.agent.id);
        await api.waitFor(failed.id, ["Failed"]);
        await api.waitFor(running.id, ["Executing"]);
        const consolePage = new ConsolePage(page);
        const paths = [
          "/",
          "/jobs",
          `/jobs/local/${running.id}?tab=logs`,
          `/jobs/local/${failed.id}`,
          "/bulk-actions",
          "/agents",
          "/sources",
          "/agents/new",
          "/settings/tokens",
          `/agents/${agent.id}`,
        ];
        for (const path of paths) {
          await test.step(path, async () => {
            await consolePage.open(path);
            await expect(page.getByRole("heading", { level: 1 })).toBeAttached();
            await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
            await expectAccessible(page);
            const overflow = await page.evaluate(
              () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
            );
            expect(overflow).toBeLessThanOrEqual(0);
          });
        }
        site.release();
        await api.waitFor(running.id, ["Completed"]);
      });
    });
  }
}
