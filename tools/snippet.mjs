// The script element that embeds the form, as `make dist` prints it and the README shows it.

/** @param {string} hash the loader's hash, from dist/integrity.json. */
export const snippet = (hash) =>
  `<script type="module" src="/open-ticket/open-ticket.js"
  integrity="${hash}"></script>`;
