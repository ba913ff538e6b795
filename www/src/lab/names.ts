/** What the parts of a checked pack are called, in the language of the page. */
import type { Choice, Item, PackDocument } from "prescreen/lab";
import { locale } from "../i18n";

export class Names {
  readonly items: Item[];

  constructor(readonly document: PackDocument) {
    this.items = document.questionnaire.sections.flatMap((section) => section.items);
  }

  text(key: string): string | undefined {
    return this.document.texts[locale()]?.[key] ?? Object.values(this.document.texts)[0]?.[key];
  }

  /** A class by its id and its name. */
  class(id: string): string {
    const name = this.text(`class.${id}`);
    return name ? `${id} ${name}` : id;
  }

  /** A class as it stands in a narrow column. */
  short(id: string): string {
    return this.text(`class.${id}.short`) ?? id;
  }

  question(item: string): string {
    return this.text(`item.${item}`) ?? item;
  }

  /** The number of a question, from 1. */
  number(item: string): number {
    return this.items.findIndex((one) => one.id === item) + 1;
  }

  option(item: string, option: string): string {
    return this.text(`option.${item}.${option}`) ?? option;
  }

  options(item: string): Choice[] {
    return this.items.find((one) => one.id === item)?.options ?? [];
  }

  grade(id: string): string {
    const name = this.text(`grade.${id}`);
    return name ? `${id} ${name}` : id;
  }

  named(kind: "dimension" | "fact" | "grade" | "type" | "term" | "reason" | "flow", id: string): string {
    return this.text(`${kind}.${id}`) ?? id;
  }
}
