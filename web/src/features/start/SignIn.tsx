import { Box, Button, Center, Group, Paper, PasswordInput, Stack, Text, Title } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api } from "@/api";
import { Problem } from "@/parts";

/** For servers that ask who comes: a token, typed once; a cookie remembers it for two weeks. */
export function SignIn() {
  useDocumentTitle("Sign in · Satsuma");
  const [token, setToken] = useState("");
  const queries = useQueryClient();
  const sign = api.useMutation("post", "/v1/session");
  const submit = async () => {
    try {
      await sign.mutateAsync({ body: { token } });
      await queries.invalidateQueries();
    } catch {
      // shown below
    }
  };
  return (
    <Box component="main">
      <Center mih="100vh" p="md">
        <Paper withBorder radius="lg" p={{ base: "lg", sm: "xl" }} w="100%" maw={440}>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              void submit();
            }}
          >
            <Stack gap="md">
              <Group gap="sm">
                <img src="/favicon.svg" alt="" width={30} height={30} />
                <Title order={1} fz="h2">Sign in</Title>
              </Group>
              <Text c="dimmed" size="sm">This Satsuma is shared, so it asks who you are. Whoever runs it can make a token for you: <code>satsuma serve --new-token NAME</code>.</Text>
              <PasswordInput label="Token" autoFocus required autoComplete="current-password" value={token} onChange={(event) => setToken(event.currentTarget.value)} />
              {sign.error ? <Problem error={sign.error} /> : null}
              <Button type="submit" loading={sign.isPending} disabled={!token.trim()} fullWidth size="md">Sign in</Button>
            </Stack>
          </form>
        </Paper>
      </Center>
    </Box>
  );
}
