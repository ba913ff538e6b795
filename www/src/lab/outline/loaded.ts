/** Everything that is read once somebody opens a part of the outline. */
export { freshPack } from "../shape/fresh";
export { freeId } from "../shape/questions";
export { aboutForm } from "./about-form";
export { addQuestion, addSection, dropQuestion, moveSection, questionForm, stepQuestion } from "./question-form";
export { ruleList } from "./rule-list";
export { sectionForm } from "./section-form";
