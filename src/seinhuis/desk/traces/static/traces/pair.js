// Judging with one key: s, n or u chooses what somebody thinks and goes on to why. The form works without this file.
(() => {
  const form = document.querySelector("[data-pair]");
  if (!form) return;
  const VERDICTS = { s: "same", n: "not-same", u: "unsure" };
  const TYPING = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";
  const KEPT = "seinhuis-keys-off";
  const hint = form.querySelector("[data-pair-keys]");
  const button = form.querySelector("[data-pair-off]");

  const off = () => button.getAttribute("aria-pressed") === "true";
  const turn = (pressed) => button.setAttribute("aria-pressed", String(pressed));
  turn(localStorage.getItem(KEPT) === "yes");
  button.addEventListener("click", () => {
    turn(!off());
    if (off()) localStorage.setItem(KEPT, "yes");
    else localStorage.removeItem(KEPT);
  });
  hint.hidden = false;

  document.addEventListener("keydown", (event) => {
    const verdict = VERDICTS[event.key];
    if (!verdict || off() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    event.preventDefault();
    form.querySelector(`[name=verdict][value=${verdict}]`).checked = true;
    (form.querySelector("[name=why]:checked") || form.querySelector("[name=why]")).focus();
  });
})();
