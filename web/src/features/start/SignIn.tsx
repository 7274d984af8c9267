import { Page } from "@/parts";

/** For servers that ask who comes: a token, typed once. */
export function SignIn() {
  return <Page title="Sign in" lead="This server asks for a token. Whoever runs it can make one for you.">{null}</Page>;
}
