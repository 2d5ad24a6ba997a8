import "server-only";
import { cache } from "react";
import { getApp } from "../../server/app.ts";
import type { Principal } from "../../server/auth/principal.ts";

/** The columns of the list as somebody has chosen them. Asked once a request. */
export const jobColumns = cache((principal: Principal) => getApp().services.preferences.get(principal, "job-columns"));
