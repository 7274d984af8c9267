import { Anchor, Badge, Group, Paper, Stack, Text } from "@mantine/core";
import { Link } from "react-router";
import { useFormat } from "@/format";
import { addressOf, addressOfDivision, type ListedDivision } from "./listing";
import { PartBar, partColour } from "./PartBar";
import classes from "./segments.module.css";

/** A segmentation as one bar: its parts in the order in which they are tried, everyone else last. */
export function Division({ division }: { division: ListedDivision }) {
  const format = useFormat();
  const { sizes, definition } = division;
  return (
    <Paper withBorder radius="lg" p="md">
      <Stack gap="sm">
        <Group justify="space-between" gap="xs">
          <Group gap={8}>
            <Anchor component={Link} to={addressOfDivision(division.name)} fw={650} c="inherit">{division.title}</Anchor>
            {!definition.enabled && <Badge size="sm" variant="light" color="gray" tt="none">off</Badge>}
            {division.isEdited && <Badge size="sm" variant="light" tt="none">edited since the last run</Badge>}
          </Group>
          <Text size="sm" c="dimmed">{sizes ? `${format.count(sizes.population)} divided · ${format.share(sizes.covered)} in a named part` : "not counted yet"}</Text>
        </Group>
        {sizes && (
          <>
            <PartBar parts={sizes.segments.map((part) => ({ name: part.name, title: part.title, share: part.share, customers: part.customers }))} label={division.title} />
            <div className={classes.legend}>
              {sizes.segments.map((part, index) => (
                <Group key={part.name} gap={6} wrap="nowrap">
                  <span className={classes.dot} style={{ background: partColour(index, sizes.segments.length) }} aria-hidden />
                  <Anchor component={Link} to={addressOf(part.name)} size="sm" c="inherit" truncate>{part.title}</Anchor>
                  <Text size="sm" c="dimmed" className="figures" style={{ marginLeft: "auto" }}>{format.count(part.customers)} · {format.share(part.share)}</Text>
                </Group>
              ))}
            </div>
          </>
        )}
      </Stack>
    </Paper>
  );
}
