/// <reference types="vitest/config" />
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.SATSUMA_SERVER ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: { outDir: "../src/satsuma/server/static", emptyOutDir: true, chunkSizeWarningLimit: 1200 },
  server: { proxy: { "/v1": { target: server, changeOrigin: false } } },
  test: { environment: "jsdom", setupFiles: ["./src/testing/setup.ts"], css: false, testTimeout: 20_000 },
});
