/** What stands around the list and comes after it: one file to load, and nothing of it in what is loaded first. */

export { ColumnsButton } from "./columns-button.tsx";
export { FacetMenus } from "./facets/facet-menus.tsx";
export { MatchCount } from "./facets/match-count.tsx";
export { HistogramPanel } from "./histogram/histogram-panel.tsx";
export { ListPager } from "./list-pager.tsx";
export { ListToolbar } from "./list-toolbar.tsx";
export { QuickViews } from "./views/quick-views.tsx";
export { ViewsMenu } from "./views/views-menu.tsx";
