/** The page of sources, with the dialog open that connects a backend. */
export const NEW_SOURCE_LINK = "/sources?new";
