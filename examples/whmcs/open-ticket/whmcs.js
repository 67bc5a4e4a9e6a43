document.addEventListener("open-ticket-token", async ({ target }) => {
  const response = await fetch(new URL("token.php", import.meta.url));
  const { token } = await response.json();
  if (token) target.setToken(token);
});
