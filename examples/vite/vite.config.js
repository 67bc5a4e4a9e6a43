export default {
  optimizeDeps: { exclude: ["open-ticket"] },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  // slim.html belongs to the last section.
  build: { rollupOptions: { input: ["index.html", "slim.html"] } },
};
