"use client";

import { Monitor, Moon, Sun } from "lucide-react";
import { useState } from "react";
import { IconButton } from "../ui/button.tsx";
import { THEME_COOKIE, THEMES, type Theme } from "./theme.ts";

const ICON = { system: Monitor, light: Sun, dark: Moon } satisfies Record<Theme, unknown>;
const WORD: Record<Theme, string> = { system: "as the system", light: "light", dark: "dark" };
const ONE_YEAR_S = 31_536_000;

/** Steps through the themes: as the system, light, dark. */
export function ThemeToggle({ theme: initial }: { theme: Theme }) {
  const [theme, setTheme] = useState(initial);
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? "system";
  const Icon = ICON[theme];

  const choose = () => {
    document.documentElement.dataset.theme = next;
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox before 140.
    document.cookie = `${THEME_COOKIE}=${next}; path=/; max-age=${ONE_YEAR_S}; samesite=lax`;
    setTheme(next);
  };

  return (
    <IconButton label={`Theme: ${WORD[theme]}. Change to ${WORD[next]}`} className="size-8" onClick={choose}>
      <Icon aria-hidden="true" className="size-4" />
    </IconButton>
  );
}
