import { Page } from "@/parts";

/** An empty folder: a project begins with its files. */
export default function Start() {
  return <Page title="Begin with your files" lead="Drop the files you have: customers, orders, e-mails, whatever there is.">{null}</Page>;
}
