/** The forms of the outline, and what changes a pack by them: read once somebody opens one. */
import type { TemplateResult } from "lit";
import type { PackDocument } from "prescreen/lab";
import type { Desk } from "../desk";
import type { ItemRow } from "../fields";
import type { Names } from "../names";
import type { Group } from "./parts";

type Drawn = TemplateResult | symbol;

export interface Forms {
  aboutForm: (desk: Desk, names: Names) => Drawn;
  sectionForm: (desk: Desk, place: number, names: Names) => Drawn;
  questionForm: (desk: Desk, row: ItemRow, names: Names) => Drawn;
  ruleList: (desk: Desk, group: Group, names: Names) => Drawn;
  addQuestion: (desk: Desk, section: number) => void;
  addSection: (desk: Desk) => void;
  moveSection: (desk: Desk, from: number, to: number) => void;
  stepQuestion: (desk: Desk, id: string, by: 1 | -1) => void;
  dropQuestion: (desk: Desk, id: string, place: number, after: boolean) => void;
  freshPack: (id: string, year: number) => PackDocument;
  freeId: (begins: string, taken: Iterable<string>) => string;
}

let read: (() => Promise<Forms>) | undefined;
let loaded: Forms | undefined;
let coming: Promise<Forms> | undefined;

/** Says where the forms are, which this file must not know: they lead back to it. */
export const provide = (from: () => Promise<Forms>): void => {
  read = from;
};

/** Fulfilled with the forms; asked again after the wire failed. */
export const load = (): Promise<Forms> => {
  if (!read) throw new Error("nobody said where the forms are");
  coming ??= read().then((forms) => {
    loaded = forms;
    return forms;
  });
  coming.catch(() => {
    coming = undefined;
  });
  return coming;
};

/** The forms, or none until they are there: then the page is drawn again. */
export const forms = ({ outline }: Desk): Forms | undefined => {
  if (!loaded && !coming)
    load().then(
      () => outline.draw(),
      () => undefined,
    );
  return loaded;
};

/** Does something with the forms, at once where they are there. */
export const withForms = async (then: (forms: Forms) => void): Promise<void> => then(loaded ?? (await load()));
