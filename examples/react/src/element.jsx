import { createRoot } from "react-dom/client";
import { ElementSupport } from "./ElementSupport.tsx";

createRoot(document.querySelector("#root")).render(<ElementSupport />);
