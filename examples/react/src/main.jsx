import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Support } from "./Support.tsx";

createRoot(document.querySelector("#root")).render(
  <StrictMode>
    <Support />
  </StrictMode>,
);
