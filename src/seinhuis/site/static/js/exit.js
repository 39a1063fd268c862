// Leaving at once: replaces this page in the history, after emptying what was typed. Without this file the link still works.
(() => {
  const link = document.querySelector("[data-exit]");
  if (!link) return;
  const PRESSES = 3;
  const WITHIN = 3000;
  let pressed = "";
  let count = 0;
  let timer;

  const leave = (event) => {
    if (event) event.preventDefault();
    document.documentElement.hidden = true;
    document.title = "\u2026";
    for (const form of document.forms) form.reset();
    for (const field of document.querySelectorAll("input:not([type=hidden]), textarea")) field.value = "";
    sessionStorage.clear();
    location.replace(link.href);
  };

  const countPress = (event) => {
    if (event.key !== "Escape" && event.key !== "Shift") {
      count = 0;
      return;
    }
    count = event.key === pressed ? count + 1 : 1;
    pressed = event.key;
    clearTimeout(timer);
    timer = setTimeout(() => { count = 0; }, WITHIN);
    if (count >= PRESSES) leave();
  };

  link.addEventListener("click", leave);
  addEventListener("keyup", countPress, true);
  // A page taken from the back-forward cache would still show what was typed.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
