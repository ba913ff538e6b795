/**
 * Checks of what a person types into a field, for any form: identity documents, cards, accounts, telephone
 * numbers, addresses. A module of its own, so that a page loads it only where it has such a field.
 */
export { PrescreenError, unwrap, type Answered, type Failure, type Success } from "./core/answer.js";
export { init, type InitOptions, type Started } from "./core/module.js";
export {
  checkField,
  fieldDisagreements,
  loadTable,
  type FieldContext,
  type FieldFinding,
  type FieldForm,
  type FieldKind,
  type FieldNote,
  type FieldPart,
  type FieldPlace,
  type FieldTable,
} from "./fields/check.js";
export { fieldText } from "./fields/texts/index.js";
