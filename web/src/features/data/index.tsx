import { Page } from "@/parts";

export default function Data() {
  return <Page title="Data">{null}</Page>;
}
