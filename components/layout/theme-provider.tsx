"use client";

import { ThemeProvider as NextThemes } from "next-themes";
import { type ReactNode, useState } from "react";

/** Light, dark or the system's, as a class on `<html>` before the first paint; its one inline script carries the nonce. */
export function ThemeProvider({ nonce, children }: { nonce?: string; children: ReactNode }) {
  // A later navigation brings the nonce of another answer; this document knows the one it came with.
  const [own] = useState(nonce);
  return (
    <NextThemes
      attribute="class"
      defaultTheme="system"
      enableSystem
      disableTransitionOnChange
      {...(own ? { nonce: own } : {})}
    >
      {children}
    </NextThemes>
  );
}
