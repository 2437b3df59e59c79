// Light or dark: as the system has it, until somebody chooses.

import { useEffect, useState } from "preact/hooks";

export type Theme = "auto" | "light" | "dark";
const key = "nowthen-theme";

function kept(): Theme {
  try {
    const value = localStorage.getItem(key);
    return value === "light" || value === "dark" ? value : "auto";
  } catch {
    return "auto";  // Storage may be forbidden.
  }
}

export function isDark(theme: Theme): boolean {
  return theme === "auto" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
}

/// The colours of each stand in one place, so what the system has is said here, too.
export function applyTheme(theme: Theme = kept()): void {
  document.documentElement.dataset["theme"] = isDark(theme) ? "dark" : "light";
}

/// The theme, how to choose one, and whether it is dark at the moment.
export function useTheme(): [Theme, (theme: Theme) => void, boolean] {
  const [theme, setTheme] = useState(kept);
  const [, setSystem] = useState(false);
  useEffect(() => {
    const system = matchMedia("(prefers-color-scheme: dark)");
    const changed = () => {
      applyTheme();
      setSystem(system.matches);
    };
    system.addEventListener("change", changed);
    return () => system.removeEventListener("change", changed);
  }, []);
  const choose = (next: Theme) => {
    try {
      localStorage.setItem(key, next);
    } catch {
      // It holds until the page is closed.
    }
    applyTheme(next);
    setTheme(next);
  };
  return [theme, choose, isDark(theme)];
}
