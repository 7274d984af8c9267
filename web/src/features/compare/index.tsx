import { Page } from "@/parts";

export default function Compare() {
  return <Page title="Compare">{null}</Page>;
}
