/** Sets custom properties through the object model: a `style` attribute would need `unsafe-inline`. */
import { noChange } from "lit-html";
import { directive, Directive, type ElementPart } from "lit-html/directive.js";

class Vars extends Directive {
  override update(part: ElementPart, [values]: [Record<string, string>]): typeof noChange {
    const { style } = part.element as HTMLElement;
    for (const [name, value] of Object.entries(values)) style.setProperty(`--${name}`, value);
    return noChange;
  }

  render(_values: Record<string, string>): typeof noChange {
    return noChange;
  }
}

export const vars = directive(Vars);
