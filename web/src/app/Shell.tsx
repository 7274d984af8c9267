import { ActionIcon, AppShell, Burger, Group, NavLink, ScrollArea, Text, Tooltip, useMantineColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconMoon, IconSettings, IconSun } from "@tabler/icons-react";
import { NavLink as RouterLink, Outlet, useLocation } from "react-router";
import { useEffect, useRef } from "react";
import { useProject } from "@/api";
import { JobCentre } from "@/parts";
import { PAGES } from "./pages";

/** The frame around every page: navigation, the project's name, work in progress, light and dark. */
export function Shell() {
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const main = useRef<HTMLElement>(null);
  const project = useProject();
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current.split("/")[1] !== pathname.split("/")[1]) main.current?.focus({ preventScroll: true });
    before.current = pathname;
    close();
  }, [pathname, close]);
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 208, breakpoint: "md", collapsed: { mobile: !opened } }} padding={0}>
      <a className="skip" href="#main">
        Skip to the page
      </a>
      <AppShell.Header withBorder>
        <Group h="100%" px="md" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap" miw={0}>
            <Burger opened={opened} onClick={toggle} hiddenFrom="md" size="sm" aria-label="Pages" />
            <img src="/favicon.svg" alt="" width={26} height={26} />
            <Text fw={650} truncate>
              {project.name}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <JobCentre />
            <Tooltip label="Settings">
              <ActionIcon component={RouterLink} to="/settings" variant="subtle" color="gray" size="lg" aria-label="Settings">
                <IconSettings size={18} />
              </ActionIcon>
            </Tooltip>
            <Colours />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" aria-label="Pages" withBorder>
        <ScrollArea>
          {PAGES.map(({ path, title, icon: Icon }) => (
            <NavLink
              key={path}
              component={RouterLink}
              to={path}
              label={title}
              active={path === "/" ? pathname === "/" : pathname.startsWith(path)}
              leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
              style={{ borderRadius: 8, fontWeight: 500 }}
              mb={2}
            />
          ))}
        </ScrollArea>
      </AppShell.Navbar>
      <AppShell.Main id="main" ref={main} tabIndex={-1} style={{ outline: "none" }}>
        <Outlet />
      </AppShell.Main>
    </AppShell>
  );
}

function Colours() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const isDark =
    colorScheme === "dark" || (colorScheme === "auto" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  const label = isDark ? "Light colours" : "Dark colours";
  return (
    <Tooltip label={label}>
      <ActionIcon variant="subtle" color="gray" size="lg" aria-label={label} onClick={() => setColorScheme(isDark ? "light" : "dark")}>
        {isDark ? <IconSun size={18} /> : <IconMoon size={18} />}
      </ActionIcon>
    </Tooltip>
  );
}
