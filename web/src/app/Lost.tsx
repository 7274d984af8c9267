import { Anchor, Stack, Text, Title } from "@mantine/core";
import { Link, useRouteError } from "react-router";

/** A page that does not exist, or that broke while drawing. */
export function Lost() {
  const broken = useRouteError();
  return (
    <Stack p="xl" maw={640} gap="sm">
      <Title order={1}>{broken ? "This page broke" : "There is no such page"}</Title>
      <Text>
        {broken
          ? "Nothing was lost: your project is as it was. Load the page again; if it breaks again, tell us what you did."
          : "The address does not lead anywhere in this project."}
      </Text>
      <Anchor component={Link} to="/" reloadDocument={Boolean(broken)}>
        Go to Home
      </Anchor>
    </Stack>
  );
}
