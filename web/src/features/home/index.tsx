import { Page } from "@/parts";

export default function Home() {
  return <Page title="Home">{null}</Page>;
}
