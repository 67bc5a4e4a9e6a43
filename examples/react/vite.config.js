import react from "@vitejs/plugin-react";

export default {
  plugins: [react()],
  optimizeDeps: { exclude: ["open-ticket"] },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  // element.html belongs to a later section.
  build: { rollupOptions: { input: ["index.html", "element.html"] } },
};
