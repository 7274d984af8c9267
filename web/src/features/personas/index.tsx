import { Page } from "@/parts";

export default function Personas() {
  return <Page title="Personas">{null}</Page>;
}
