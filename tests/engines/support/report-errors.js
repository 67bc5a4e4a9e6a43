// Runs in each page of the tests, before its own scripts: reports violations of the content security
// policy, uncaught errors and console errors to the site. WebDriver does not.
{
  const id = Math.random();
  const reported = [];
  const stackOf = (error) => error?.stack ?? "";
  const report = (error) => {
    reported.push(`${error}`.slice(0, 2_000));
    // While the browser leaves a page, only the last request may be sent: it contains all reports.
    const query = new URLSearchParams({ page: id, errors: JSON.stringify(reported) });
    fetch(`/report-errors?${query}`, { keepalive: true }).catch(() => {});
  };
  document.addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
    report(`policy violated: ${effectiveDirective} by ${blockedURI}`),
  );
  addEventListener("error", ({ message, error }) =>
    report(`uncaught: ${message}\n${stackOf(error)}`),
  );
  addEventListener("unhandledrejection", ({ reason }) =>
    report(`uncaught: ${reason}\n${stackOf(reason)}`),
  );
  const { error } = console;
  console.error = (...values) => {
    error.apply(console, values);
    report(`console: ${values.join(" ")}`);
  };
}
