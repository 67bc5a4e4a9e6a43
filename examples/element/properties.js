const form = document.querySelector("open-ticket");
form.subject = "From the status page";
form.theme = matchMedia("(prefers-contrast: more)").matches ? "light" : "auto";
