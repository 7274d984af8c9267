import { Page } from "@/parts";

export default function Scorecard() {
  return <Page title="Scorecard">{null}</Page>;
}
