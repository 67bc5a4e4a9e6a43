// Runs in each page of the tests, before its own scripts: reports violations of the content security
// policy, uncaught errors and console errors to the site. WebDriver does not.
{
  const report = (error) => {
    const query = new URLSearchParams({ error: `${error}`.slice(0, 1_000) });
    fetch(`/report-errors?${query}`, { keepalive: true }).catch(() => {});
  };
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    report(`policy violated: ${effectiveDirective} by ${blockedURI}`),
  );
  addEventListener("error", ({ message }) => report(`uncaught: ${message}`));
  addEventListener("unhandledrejection", ({ reason }) => report(`uncaught: ${reason}`));
  const { error } = console;
  console.error = (...values) => {
    error.apply(console, values);
    report(`console: ${values.join(" ")}`);
  };
}
