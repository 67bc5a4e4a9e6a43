const form = document.querySelector("open-ticket");
document.querySelector("#begin").addEventListener("click", () => form.focus());
document.querySelector("#reset").addEventListener("click", () => form.reset());
