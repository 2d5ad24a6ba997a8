import type { BulkAction } from "../jobs/bulk.ts";
import type { BulkActionDetail, BulkActionPage } from "./types.ts";

/** The later of two versions of one action; the first when they are the same. */
function newerAction(held: BulkAction, other: BulkAction): BulkAction {
  return other.id === held.id && other.version > held.version ? other : held;
}

/**
 * The page with an action put in its place, or at the head when it is newer than all of a first page; the very same page
 * when it knew as much.
 */
export function withAction(page: BulkActionPage, action: BulkAction, isFirstPage: boolean): BulkActionPage {
  const place = page.items.findIndex(({ id }) => id === action.id);
  const held = page.items[place];
  if (held === undefined) {
    const newest = page.items[0];
    const isNewest = isFirstPage && (newest === undefined || action.createdAt > newest.createdAt);
    return isNewest ? { ...page, items: [action, ...page.items] } : page;
  }
  const next = newerAction(held, action);
  return next === held ? page : { ...page, items: page.items.with(place, next) };
}

/** A page just fetched, without stepping back behind what was pushed meanwhile; the very same page when nothing is new. */
export function newerBulkPage(held: BulkActionPage | undefined, fetched: BulkActionPage): BulkActionPage {
  if (held === undefined) return fetched;
  const before = new Map(held.items.map((action) => [action.id, action]));
  const items = fetched.items.map((action) => {
    const old = before.get(action.id);
    return old === undefined ? action : newerAction(old, action);
  });
  const same = (page: BulkActionPage) =>
    page.revision === fetched.revision &&
    page.nextCursor === fetched.nextCursor &&
    page.items.length === items.length &&
    page.items.every((action, place) => action === items[place]);
  return [held, fetched].find(same) ?? { ...fetched, items };
}

/** An action just fetched, unless what was pushed of it is newer. */
export function newerBulkDetail(held: BulkActionDetail | undefined, fetched: BulkActionDetail): BulkActionDetail {
  if (held === undefined) return fetched;
  const action = newerAction(held.action, fetched.action);
  return action === held.action && held.revision === fetched.revision ? held : { ...fetched, action };
}
