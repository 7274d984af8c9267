import "@fontsource-variable/inter";
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/dropzone/styles.css";
import "@mantine/notifications/styles.css";
import "./app/global.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app/App";

// A newer Satsuma was started behind an open page: its parts have other names, and loading the page again finds them.
window.addEventListener("vite:preloadError", (event) => {
  const last = Number(sessionStorage.getItem("satsuma-loaded-again"));
  if (Date.now() - last < 30_000) return;
  event.preventDefault();
  sessionStorage.setItem("satsuma-loaded-again", String(Date.now()));
  window.location.reload();
});

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
