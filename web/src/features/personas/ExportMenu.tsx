import { Button, Menu } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import { download, ProblemError } from "@/api";

interface Form {
  form: "pptx" | "html" | "pdf" | "png" | "zip";
  label: string;
}

const DECK: readonly Form[] = [
  { form: "pptx", label: "PowerPoint, text to edit" },
  { form: "pdf", label: "PDF" },
  { form: "html", label: "Web page, to print or send" },
  { form: "zip", label: "Pictures, one a card" },
];
const CARD: readonly Form[] = [...DECK.slice(0, 3), { form: "png", label: "Picture" }];

/** Cards as a file: one of them, or a deck of many. */
export function ExportMenu({ name, of, title, asOf }: { name?: string; of?: string; title?: string; asOf?: string | undefined }) {
  const [isMaking, setMaking] = useState(false);
  const save = async (form: Form["form"]) => {
    setMaking(true);
    try {
      const query = new URLSearchParams({ form, ...(name && { name }), ...(of && { of }), ...(asOf && { as_of: asOf }) });
      await download(`/v1/persona-export?${query}`);
    } catch (problem) {
      const finding = problem instanceof ProblemError ? problem.findings[0] : undefined;
      notifications.show({ color: "red", title: "The file could not be made", message: finding ? `${finding.message} ${finding.hint ?? ""}` : String(problem), autoClose: 15_000 });
    } finally {
      setMaking(false);
    }
  };
  return (
    <Menu position="bottom-end" shadow="md" radius="md">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} aria-hidden />} disabled={isMaking} aria-label={title && !isMaking ? `Export as a deck: ${title}` : undefined}>
          {isMaking ? "Making the file …" : name ? "Export this card" : title ? "Export as a deck" : "Export all as a deck"}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {(name ? CARD : DECK).map(({ form, label }) => (
          <Menu.Item key={form} onClick={() => void save(form)}>{label}</Menu.Item>
        ))}
        <Menu.Item onClick={() => window.print()}>Print this page</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
