import { Page } from "@/parts";

export default function Discover() {
  return <Page title="Discover">{null}</Page>;
}
