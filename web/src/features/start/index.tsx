import { Box, Button, Container, Group, Paper, Stack, Stepper, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useEffect, useRef, useState } from "react";
import { api, useProject, useStartedJob, useUploads } from "@/api";
import { JobProgress, Problem } from "@/parts";
import { type Step, STEPS, useDraft, writeOrder } from "./draft";
import { Files } from "./Files";
import { Name } from "./Name";
import { Purpose } from "./Purpose";

const TITLES: Record<Step, { title: string; lead: string; short: string }> = {
  files: { title: "Begin with your files", short: "Files", lead: "Whatever you have about your customers: orders, contacts, e-mail events, surveys. Satsuma looks at them and finds out what they mean." },
  purpose: { title: "What is it for?", short: "Purpose", lead: "Three short questions. Answers steer what is looked for; you can skip any of them and say it later." },
  name: { title: "What shall it be called?", short: "Name", lead: "How numbers and days are written was guessed from your browser." },
};

/** An empty folder: files, what they are for, a name, and off. `begun` is called when the project is there. */
export default function Start({ begun }: { begun?: () => void }) {
  useDocumentTitle("Begin · Satsuma");
  const { folder } = useProject();
  const { draft, change, forget } = useDraft(folder);
  const [step, setStep] = useState<Step>("files");
  const sending = useUploads();
  const files = api.useQuery("get", "/v1/files");
  const { job, isRunning, start, forget: forgetJob } = useStartedJob();
  const ask = api.useMutation("post", "/v1/start");
  const heading = useRef<HTMLHeadingElement>(null);
  const chosen = (files.data ?? []).filter(({ path }) => !draft.left.includes(path));
  const index = STEPS.indexOf(step);

  const isFirst = useRef(true);
  useEffect(() => {
    if (!isFirst.current) heading.current?.focus();
    isFirst.current = false;
  }, [step]);
  useEffect(() => {
    if (job?.state !== "done") return;
    forget();
    begun?.();
  }, [job?.state, forget, begun]);

  const begin = async () => {
    forgetJob();
    start(await ask.mutateAsync({ body: writeOrder(draft, chosen.map(({ path }) => path)) }));
  };
  const { title, lead } = TITLES[step];
  return (
    <Box component="main" mih="100vh">
      <Container size="md" py={{ base: "lg", sm: 48 }}>
        <Stack gap="xl">
          <Group gap="sm">
            <img src="/favicon.svg" alt="" width={30} height={30} />
            <Text fw={650} size="lg">Satsuma</Text>
          </Group>
          <Stepper active={index} onStepClick={(at) => setStep(STEPS[at]!)} size="sm" allowNextStepsSelect={chosen.length > 0 && !isRunning} iconSize={32}>
            {STEPS.map((each) => <Stepper.Step key={each} label={TITLES[each].short} />)}
          </Stepper>
          <Stack gap={4}>
            <Title order={1} ref={heading} tabIndex={-1} style={{ outline: "none" }}>{title}</Title>
            <Text c="dimmed" maw={640}>{lead}</Text>
          </Stack>
          {step === "files" && <Files draft={draft} change={change} files={files} sending={sending} />}
          {step === "purpose" && <Purpose draft={draft} change={change} />}
          {step === "name" && <Name draft={draft} change={change} />}
          {job && <Paper withBorder radius="lg" p="md"><JobProgress job={job} /></Paper>}
          {ask.error ? <Problem error={ask.error}>What you typed is still here.</Problem> : null}
          <Group justify="space-between">
            {index > 0 ? <Button variant="default" onClick={() => setStep(STEPS[index - 1]!)} disabled={isRunning}>Back</Button> : <span />}
            {step === "name" ? (
              <Button size="md" loading={isRunning || ask.isPending} disabled={!chosen.length || sending.isSending} onClick={() => void begin().catch(() => {})}>
                {job?.state === "failed" ? "Try again" : "Understand my files"}
              </Button>
            ) : (
              <Group gap="sm">
                {step === "purpose" && !(draft.problem || draft.kpi || draft.teams.length) && <Button variant="subtle" color="gray" onClick={() => setStep("name")}>Skip</Button>}
                <Button size="md" disabled={!chosen.length} onClick={() => setStep(STEPS[index + 1]!)}>Next</Button>
              </Group>
            )}
          </Group>
          {step === "name" && sending.isSending && <Text size="sm" c="dimmed" role="status">Some files are still on their way.</Text>}
        </Stack>
      </Container>
    </Box>
  );
}
