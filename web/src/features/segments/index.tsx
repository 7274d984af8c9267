import { Page } from "@/parts";

export default function Segments() {
  return <Page title="Segments">{null}</Page>;
}
