import type { Page } from "@playwright/test";

/** The least that a finger hits surely, in CSS pixels: 44, of which one may be the line below. */
const FINGER = 43;

/**
 * What can be tapped and is smaller than a finger, with its size. What a pseudo element or a label adds to it counts;
 * links within a sentence and within a card that opens by itself are left out.
 */
export function tooSmall(page: Page): Promise<string[]> {
  return page.evaluate((least) => {
    const side = (text: string): number => Number.parseFloat(text) || 0;
    const boxOf = (element: Element): { width: number; height: number } => {
      const { width, height } = (element.closest("label") ?? element).getBoundingClientRect();
      const more = ["::before", "::after"].map((name) => getComputedStyle(element, name));
      const drawn = more.filter(({ content, position }) => content !== "none" && position === "absolute");
      return {
        width: Math.max(width, ...drawn.map((one) => side(one.width))),
        height: Math.max(height, ...drawn.map((one) => side(one.height))),
      };
    };
    const seen = (element: Element): boolean => {
      const { visibility, display } = getComputedStyle(element);
      const { width, height } = element.getBoundingClientRect();
      return visibility === "visible" && display !== "inline" && width > 2 && height > 2;
    };
    const all = document.querySelectorAll("button, a[href], select, input:not([type=hidden]), [role=tab]");
    return [...all]
      .filter(
        (element) =>
          seen(element) &&
          !element.closest("[inert], [aria-hidden=true], [data-card], p") &&
          element.closest("main"),
      )
      .map((element) => ({ element, ...boxOf(element) }))
      .filter(({ width, height }) => width < least || height < least)
      .map(({ element, width, height }) => {
        const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
        return `${element.tagName} ${name.trim().slice(0, 30)} ${Math.round(width)}x${Math.round(height)}`;
      });
  }, FINGER);
}

/** How much wider than the screen the page is. */
export function widerBy(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.body.clientWidth);
}

/** What can be tapped and whose words run out of its own box, over its neighbour. */
export function squeezed(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main a[href], main button")]
      .filter((element) => {
        const { display, overflowX } = getComputedStyle(element);
        const flows =
          display !== "inline" && overflowX === "visible" && !element.closest("[inert], .sr-only");
        return (
          flows &&
          element.innerText.trim() !== "" &&
          element.clientWidth > 2 &&
          element.scrollWidth > element.clientWidth + 1
        );
      })
      .filter(
        (element) => getComputedStyle(element, "::after").position !== "absolute" || element.closest("nav"),
      )
      .map((element) => `${element.tagName} ${element.innerText.trim().slice(0, 30)}`),
  );
}
