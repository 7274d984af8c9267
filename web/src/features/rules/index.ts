export { type EditedRule, RuleEditor, textOf } from "./RuleEditor";
export { EventFilter, finishFilter } from "./EventFilter";
export { RuleField } from "./RuleField";
export { readValue, type ValueRead } from "./api";
export { lacksValue } from "./draft";
export { type AggregateFunction, type Condition, FUNCTIONS, type Value, type Window, WITH_PROPERTY } from "./tree";
export { LookingBack, monthsBefore } from "./LookingBack";
export { Why } from "./Why";
