import { Page } from "@/parts";

export default function Patterns() {
  return <Page title="Patterns">{null}</Page>;
}
