import vue from "@vitejs/plugin-vue";

const isCustomElement = (tag) => tag === "open-ticket";

export default {
  plugins: [vue({ template: { compilerOptions: { isCustomElement } } })],
  optimizeDeps: { exclude: ["open-ticket"] },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
};
