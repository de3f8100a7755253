// Small improvements. Every page works without this file.

// The error summary, or else the first message, gets the focus, so that a screen reader starts there.
const first = document.querySelector(".error-summary") || document.querySelector(".message");
if (first) {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) first.focus(); // unless `autofocus` has set it already
  });
}

// Older browsers can't show a closed disclosure where there is room for it, or on paper, so it is opened.
if (!CSS.supports("selector(::details-content)")) {
  const folds = document.querySelectorAll("details[data-open-from]");
  folds.forEach((fold) => {
    if (matchMedia(`(min-width: ${fold.dataset.openFrom})`).matches) fold.open = true;
  });
  addEventListener("beforeprint", () => folds.forEach((fold) => (fold.open = true)));
}

// Leaving a form with unsaved changes asks first. Only forms with data-guard.
const guarded = document.querySelectorAll("form[data-guard]");
function valuesOf(form) {
  const values = new URLSearchParams(new FormData(form));
  ["csrf_token", "page", "opened"].forEach((name) => values.delete(name)); // these are no text
  return values.toString();
}
const saved = new Map([...guarded].map((form) => [form, valuesOf(form)]));
let sending = false;
guarded.forEach((form) => {
  form.addEventListener("stored", (event) => saved.set(form, event.detail)); // saved by autosave.js
});
addEventListener("submit", (event) => (sending = saved.has(event.target) && !event.defaultPrevented));
addEventListener("pageshow", () => (sending = false));
addEventListener("beforeunload", (event) => {
  if (!sending && [...saved].some(([form, values]) => valuesOf(form) !== values)) event.preventDefault();
});

// "Print" buttons open the print dialog. Without scripts they stay hidden.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// "Copy" buttons beside a citation. Without scripts they stay hidden.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const label = button.querySelector("[data-word]");
    label.textContent = button.dataset.copied;
  });
});

// A long list of choices gets a box that filters it while the user types.
function attachFinder(list) {
  const box = document.createElement("input");
  Object.assign(box, { type: "search", className: "input input--short finder", autocomplete: "off" });
  box.placeholder = list.dataset.find;
  box.setAttribute("aria-label", list.dataset.find);
  const groups = [...list.querySelectorAll(".choice-group")].map((group) => ({
    group,
    open: group.open,
    choices: [...group.querySelectorAll(".choice")].map((choice) => [choice, choice.textContent.toLowerCase()]),
  }));
  const none = Object.assign(document.createElement("p"), { className: "hint", textContent: list.dataset.none, hidden: true });
  none.setAttribute("role", "status");
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    for (const { group, open, choices } of groups) {
      for (const [choice, text] of choices) choice.hidden = wanted !== "" && !text.includes(wanted);
      group.hidden = choices.every(([choice]) => choice.hidden);
      group.open = wanted === "" ? open || group.querySelector(":checked") !== null : true;
    }
    none.hidden = groups.some(({ group }) => !group.hidden);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // Enter would send the form
  });
  list.querySelector(".choice-group").before(box, none);
}

document.querySelectorAll("fieldset[data-find]").forEach(attachFinder);
