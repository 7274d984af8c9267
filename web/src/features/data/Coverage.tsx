import { Anchor, Group, List, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { api } from "@/api";
import { Empty, FamilyBadge, Loaded, Meter, Section } from "@/parts";

/** What the data know of each family of variables, and what to collect next. */
export function Coverage() {
  const query = api.useQuery("get", "/v1/quality");
  return (
    <Loaded query={query} what="Looking at what is known">
      {({ coverage, unavailable }) => (
        <Stack gap="lg">
          <Section title="What is known of customers" about="By the field’s own families. The share is the average over a family’s variables of how many customers have a value.">
            <Stack gap={0}>
              {coverage.map(({ family, variables, share_known: known, collect }) => (
                <Group key={family} gap="md" py="sm" align="flex-start" style={{ borderTop: "1px solid light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))" }}>
                  <Stack gap={0} w={170}>
                    <FamilyBadge family={family} />
                    <Text size="xs" c="dimmed" pl={4}>{variables.length === 0 ? "nothing yet" : variables.length === 1 ? "1 variable" : `${variables.length} variables`}</Text>
                  </Stack>
                  <Stack gap={4} style={{ flex: "1 1 260px" }}>
                    <Meter share={known} label={`Known of ${family}`} />
                    {collect && <Text size="sm" c="dimmed">{collect}</Text>}
                  </Stack>
                </Group>
              ))}
            </Stack>
          </Section>
          {unavailable.length > 0 ? (
            <Section title="Segments that need more data" about="They are ready to be used as soon as you add files that tell it.">
              <List size="sm" spacing={6}>
                {unavailable.map(({ name, title, needs }) => <List.Item key={name}><b>{title}</b> <Text span c="dimmed">{needs}</Text></List.Item>)}
              </List>
              <Anchor component={Link} to="/data" size="sm" w="fit-content">Add files</Anchor>
            </Section>
          ) : (
            <Empty title="The data allow every segment">All segments of the catalogue can be made of what you have.</Empty>
          )}
        </Stack>
      )}
    </Loaded>
  );
}
