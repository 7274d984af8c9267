export { type EditedRule, RuleEditor, textOf } from "./RuleEditor";
export { RuleField } from "./RuleField";
export { LookingBack, monthsBefore } from "./LookingBack";
export { Why } from "./Why";
