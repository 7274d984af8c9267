import { Page } from "@/parts";

export default function Variables() {
  return <Page title="Variables">{null}</Page>;
}
