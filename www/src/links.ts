/** Links that lead this tab to another page. */

/** The link that a click follows in this tab; none for a new tab, a place on this page, or what was handled already. */
export const followed = (event: MouseEvent): HTMLAnchorElement | undefined => {
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0 || event.defaultPrevented;
  const link = !elsewhere && event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href]") : null;
  return !link || link.target === "_blank" || link.getAttribute("href")?.startsWith("#") ? undefined : link;
};
