/**
 * The part of the products' page that puts them in the order in which they fit. It comes with its own script, once it is
 * asked for. All of it happens on this device: nothing that is said here is sent or kept.
 */
import { html, nothing, type TemplateResult } from "lit";
import { type Assessment, type PackDocument, type Screening, screening, unwrap } from "prescreen";
import type { Me, Product } from "../broker";
import type { Device } from "../device";
import { sum } from "../format";
import { failed, redraw } from "../shell";
import { form } from "./form";
import type { Values } from "./measures";
import { order, type Shown } from "./order";
import { askedFor, heldWith, Plans, type Said } from "./plans";
import "../styles/fit.css";

const plans = new Plans();
let shown: Shown | undefined;
let problem: unknown;

export const view = (me: Me, read: Device, products: readonly Product[]): TemplateResult => {
  const asked = askedFor(read.document, me.facts);
  const changed = (): void => {
    // An order holds for what was said, and for nothing else.
    shown = undefined;
    problem = undefined;
    redraw();
  };
  const go = (): void => {
    const said = plans.read(asked, read.document, me.facts);
    problem = undefined;
    try {
      shown = said && ranked(said, me, read, products);
    } catch (thrown) {
      problem = thrown;
    }
    redraw();
    const wrong = document.querySelector<HTMLElement>(".plans .wrong input");
    (wrong ?? document.getElementById("fit-h"))?.focus();
  };
  const own = heldWith(read.document, me.facts);
  return html`${form(asked, plans, read, own > 0 ? sum(own, currencyOf(read.document)) : undefined, { changed, go })}<div class="fits">${problem ? failed(problem, go) : shown ? order(shown, read) : nothing}</div>`;
};

const currencyOf = ({ facts, shelf }: PackDocument): string => facts.find(({ id }) => id === shelf?.means)?.currency ?? "";

const ranked = (said: Said, me: Me, read: Device, products: readonly Product[]): Shown | undefined => {
  const [first] = products;
  if (!first) return undefined;
  // A class on file counts in a purchase alone; which product it would be of makes no difference to the order.
  const fit = screened(first, said, read, (of) => unwrap(of.shelf(products.map(({ sheet }) => sheet))));
  if (!fit) return undefined;
  const values = Object.fromEntries(
    Object.entries({ ...me.facts, ...said.facts }).filter((one): one is [string, number] => typeof one[1] === "number"),
  ) satisfies Values;
  const out = products.filter(({ sheet }) => fit.left_out.some(({ product }) => product === sheet.id));
  const bought = new Map(
    out.map((product): [string, Assessment] => [product.sheet.id, screened(product, said, read, (of) => unwrap(of.assessment()))]),
  );
  return { fit, products, values, isHeld: (fact) => me.facts[fact] !== undefined, bought };
};

/** What a purchase of the product comes to, with what was said. */
const screened = <Found>(product: Product, said: Said, read: Device, find: (of: Screening) => Found): Found => {
  const of = unwrap(screening(read.pack, read.purchase(product), said));
  try {
    return find(of);
  } finally {
    of.dispose();
  }
};
