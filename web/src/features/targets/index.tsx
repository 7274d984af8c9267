import { Page } from "@/parts";

export default function Targets() {
  return <Page title="Targets">{null}</Page>;
}
