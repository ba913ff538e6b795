/** A view as a document that stands alone: no scripts, no addresses; it is read anywhere and prints. */
import { type nothing, render, type TemplateResult } from "lit";
import { locale } from "./i18n";

export const standAlone = (title: string, style: string, view: TemplateResult | typeof nothing): string => `<!doctype html>
<html lang="${locale()}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body><main>${written(view)}</main></body>
</html>
`;

/** A view as markup: no buttons, no comments of the renderer, and nothing that has to be opened. */
const written = (view: TemplateResult | typeof nothing): string => {
  const place = document.createElement("div");
  render(view, place);
  for (const button of place.querySelectorAll("button")) button.remove();
  for (const closed of place.querySelectorAll("details")) closed.open = true;
  const comments = document.createTreeWalker(place, NodeFilter.SHOW_COMMENT);
  const found: Node[] = [];
  while (comments.nextNode()) found.push(comments.currentNode);
  for (const comment of found) (comment as Comment).remove();
  return place.innerHTML;
};

const escaped = (text: string): string => text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
