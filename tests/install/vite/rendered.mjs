// What a server renders of the component, and that importing it there loads no element.
import { PrescreenFlow, PrescreenPanel } from "prescreen/react";
import { createElement } from "react";
import { renderToString } from "react-dom/server";

const flow = { session: "s-1", claimToken: "a-secret", locale: "en", className: "wide" };
process.stdout.write(renderToString(createElement(PrescreenFlow, flow)) + renderToString(createElement(PrescreenPanel, { flow: null })));
