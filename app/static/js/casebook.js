// Small comforts. Every page works without this file.

// An error summary, or else the newest message, takes the focus, so that a screen reader starts there.
const first = document.querySelector(".error-summary") || document.querySelector(".message");
if (first) {
  requestAnimationFrame(() => {
    if (document.activeElement === document.body) first.focus(); // where `autofocus` has not done it already
  });
}

// Browsers that cannot show a closed disclosure on wide pages get the facets opened.
const facets = document.querySelector(".facets");
if (facets && !CSS.supports("selector(::details-content)") && matchMedia("(min-width: 62rem)").matches) {
  facets.open = true;
}

// Counters: words or characters left, said beside the field and, after a pause in typing, to a screen reader.
const countOf = {
  words: (text) => (text.trim() === "" ? 0 : text.trim().split(/\s+/).length),
  characters: (text) => [...text].length,
};

function attachCounter(field) {
  const limit = document.getElementById(field.id + "-limit");
  if (!limit) return;
  const unit = field.dataset.maxWords ? "words" : "characters";
  const most = Number(field.dataset.maxWords || field.dataset.maxLength);
  let pause;
  const say = () => {
    const left = most - countOf[unit](field.value);
    const sentence = left < 0 ? limit.dataset.over : limit.dataset.left;
    limit.textContent = sentence.replace("{n}", Math.abs(left).toLocaleString(document.documentElement.lang));
    limit.classList.toggle("is-over", left < 0);
  };
  field.addEventListener("input", () => {
    clearTimeout(pause);
    pause = setTimeout(say, 400);
  });
  if (field.value) say();
  limit.setAttribute("aria-live", "polite");
}

document.querySelectorAll("[data-max-words], [data-max-length]").forEach(attachCounter);

// Leaving a form with unsaved words asks first. Only forms that say data-guard.
const guarded = document.querySelectorAll("form[data-guard]");
const wordsOf = (form) => new URLSearchParams(new FormData(form)).toString();
const kept = new Map([...guarded].map((form) => [form, wordsOf(form)]));
let sending = false;
guarded.forEach((form) => {
  form.addEventListener("submit", () => (sending = true));
  form.addEventListener("stored", (event) => kept.set(form, event.detail)); // saved while it is typed
});
addEventListener("pageshow", () => (sending = false));
addEventListener("beforeunload", (event) => {
  if (!sending && [...kept].some(([form, words]) => wordsOf(form) !== words)) event.preventDefault();
});

// "Print" buttons do what the browser's menu does; without scripts they stay hidden.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});

// "Copy" beside a citation, the same way.
document.querySelectorAll("[data-copy]").forEach((button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const words = button.querySelector("[data-word]");
    words.textContent = button.dataset.copied;
  });
});

// A long list of choices gets a box that narrows it while one types.
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
      for (const [choice, words] of choices) choice.hidden = wanted !== "" && !words.includes(wanted);
      group.hidden = choices.every(([choice]) => choice.hidden);
      group.open = wanted === "" ? open || group.querySelector(":checked") !== null : true;
    }
    none.hidden = groups.some(({ group }) => !group.hidden);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it would send the form
  });
  list.querySelector(".choice-group").before(box, none);
}

document.querySelectorAll("fieldset[data-find]").forEach(attachFinder);
