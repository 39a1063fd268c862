// Inside the list: j and k go to the next report and the one before. The page works without this.
(() => {
  const list = document.querySelector("[data-queue]");
  if (!list) return;
  const links = [...list.querySelectorAll(".queue-link")];
  const steps = { j: 1, k: -1 };
  list.addEventListener("keydown", (event) => {
    const step = steps[event.key];
    if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
    const here = links.indexOf(document.activeElement);
    const link = links[Math.min(Math.max(here + step, 0), links.length - 1)];
    event.preventDefault();
    link.focus();
  });
  const hint = document.querySelector("[data-queue-keys]");
  if (hint) hint.hidden = false;
})();
