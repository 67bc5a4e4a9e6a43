const status = document.querySelector("p");

document.addEventListener("open-ticket-ready", () => {
  status.textContent = "Ask us anything.";
});

document.addEventListener("open-ticket-submit", (event) => {
  if (navigator.onLine) return;
  event.preventDefault();
  status.textContent = "You are offline, so nothing was sent. Your message is still here.";
});

document.addEventListener("open-ticket-opened", ({ detail }) => {
  status.textContent = `Thank you. Your ticket is ${detail.number}.`;
});
