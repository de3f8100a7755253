// Pickers: a long list of checkboxes becomes a combobox (WAI-ARIA APG) with the chosen values as buttons above it. The
// checkboxes stay in the form and keep what is chosen, so a form sends the same with and without this file.

const MOST_SHOWN = 60;
const names = new Map(); // address → promise of the names in all languages

function namesFrom(url) {
  if (!names.has(url)) names.set(url, fetch(url).then((answer) => (answer.ok ? answer.json() : {})).catch(() => ({})));
  return names.get(url);
}

// The same as `fold_name` on the server: words without case, accents and marks. `letters` comes from the server too.
function foldName(text, letters) {
  const folded = [...text.normalize("NFC").toLowerCase().replaceAll("ß", "ss")]
    .map((letter) => letters[letter] ?? letter.normalize("NFKD").replace(/[\p{Mn}\p{Cf}]/gu, ""))
    .join("");
  return folded.replace(/(?:[^\p{L}\p{N}]|[\u02b9-\u02cf\u02ee])+/gu, " ").trim();
}

const squeeze = (text) => text.replaceAll(" ", "");

// How well a name fits what is typed: 0 is best, Infinity not at all.
function fitOf(name, typed) {
  if (squeeze(name) === squeeze(typed)) return 0;
  if (name.startsWith(typed) || squeeze(name).startsWith(squeeze(typed))) return 1;
  const words = name.split(" ");
  if (typed.split(" ").every((part) => words.some((word) => word.startsWith(part)))) return 2;
  const isHan = /\p{Script=Han}/u.test(typed);
  return isHan && squeeze(name).includes(squeeze(typed)) ? 3 : Infinity;
}

function element(tag, attributes = {}, ...content) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...content);
  return made;
}

function choicesOf(fieldset) {
  return [...fieldset.querySelectorAll(".choice-group")].flatMap((group) =>
    [...group.querySelectorAll(".choice")].map((choice) => ({
      box: choice.querySelector("input"),
      label: choice.querySelector("label").textContent.trim(),
      about: choice.querySelector(".choice__hint")?.textContent.trim() ?? "",
      group: group.querySelector("summary > span").textContent,
    })),
  );
}

function attachPicker(fieldset) {
  const settings = JSON.parse(fieldset.dataset.picker);
  const choices = choicesOf(fieldset);
  const first = fieldset.querySelector("input[type=checkbox]");
  if (!first) return;
  const { id } = first;
  fieldset.querySelector(`label[for="${id}"]`).htmlFor = first.id = id + "-first"; // errors link to the box
  const legend = fieldset.querySelector("legend");
  legend.id = id + "-legend";
  const chips = element("ul", { class: "picker__chips", "aria-label": settings.chosen });
  const input = element("input", {
    id, class: "input", type: "text", autocomplete: "off", spellcheck: "false", role: "combobox", "aria-autocomplete": "list",
    "aria-expanded": "false", "aria-controls": id + "-list", "aria-labelledby": legend.id, placeholder: settings.type,
  });
  for (const name of ["aria-describedby", "aria-invalid"]) {
    if (fieldset.hasAttribute(name)) input.setAttribute(name, fieldset.getAttribute(name));
  }
  fieldset.removeAttribute("aria-describedby");
  const list = element("ul", {
    id: id + "-list", class: "picker__list", role: "listbox", "aria-multiselectable": "true", "aria-labelledby": legend.id,
  });
  list.hidden = true;
  const status = element("p", { class: "visually-hidden", role: "status" });
  const box = element("div", { class: "picker__box" }, input, list);
  fieldset.querySelector(".choice-group").before(chips, box, status);
  fieldset.classList.add("picker--ready");

  let letters = {};
  let active = null;
  const fold = (choice, others) => {
    const own = [choice.label, choice.box.value].map((text) => foldName(text, letters));
    choice.names = [...new Set([...own, ...(others[choice.box.value] ?? [])])];
  };
  choices.forEach((choice) => fold(choice, {}));
  const frequent = settings.frequent
    .map((code) => choices.find((choice) => choice.box.value === code))
    .filter(Boolean);
  const place = (choice) => (frequent.includes(choice) ? frequent.indexOf(choice) : frequent.length);

  async function load() {
    const loaded = await namesFrom(settings.namesUrl);
    letters = loaded.letters ?? {};
    choices.forEach((choice) => fold(choice, loaded.names ?? {}));
    if (!list.hidden && input.value.trim()) show();
  }

  function fitting(typed) {
    return choices
      .map((choice) => [Math.min(...choice.names.map((name) => fitOf(name, typed))), place(choice), choice])
      .filter(([fit]) => fit !== Infinity)
      .sort((one, other) => one[0] - other[0] || one[1] - other[1])
      .map(([, , choice]) => choice);
  }

  function option(choice) {
    const made = element("li", { role: "option", class: "picker__option", "aria-selected": String(choice.box.checked) }, choice.label);
    made.id = `${id}-option-${choices.indexOf(choice)}`;
    if (choice.about) made.append(element("span", { class: "picker__about" }, choice.about));
    made.choice = choice;
    return made;
  }

  function group(name, members) {
    const heading = element("li", { class: "picker__group", role: "presentation", "aria-hidden": "true" }, name);
    const inner = element("ul", { role: "group", "aria-label": name, class: "picker__members" }, ...members.map(option));
    return element("li", { role: "presentation" }, element("ul", { role: "presentation", class: "picker__members" }, heading), inner);
  }

  function allGroups() {
    const often = frequent.length > 0 && frequent.length < choices.length ? [[settings.often, frequent]] : [];
    const rest = choices.filter((choice) => often.length === 0 || !frequent.includes(choice));
    const names = [...new Set(rest.map((choice) => choice.group))];
    const grouped = names.map((name) => [name, rest.filter((choice) => choice.group === name)]);
    return [...often, ...grouped].map(([name, members]) => group(name, members));
  }

  function mark(next) {
    active?.classList.remove("is-active");
    active = next;
    if (!active) return input.removeAttribute("aria-activedescendant");
    active.classList.add("is-active");
    input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  function show() {
    const typed = foldName(input.value, letters);
    const fits = typed ? fitting(typed) : [];
    if (typed && fits.length === 0) list.replaceChildren(element("li", { class: "picker__none", role: "presentation" }, settings.none));
    else list.replaceChildren(...(typed ? fits.slice(0, MOST_SHOWN).map(option) : allGroups()));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(typed ? list.querySelector("[role=option]") : null);
    status.textContent = typed ? (fits.length ? settings.fits.replace("{n}", fits.length) : settings.none) : "";
  }

  function close() {
    list.hidden = true;
    mark(null);
    input.setAttribute("aria-expanded", "false");
  }

  function renderChips() {
    const chosen = choices.filter(({ box }) => box.checked);
    chips.hidden = chosen.length === 0;
    chips.replaceChildren(
      ...chosen.map((choice) => {
        const cross = element("span", { "aria-hidden": "true", class: "picker__cross" }, "×");
        const button = element("button", { type: "button", class: "chip", "aria-label": settings.remove.replace("{name}", choice.label) });
        button.append(element("span", {}, choice.label), cross);
        button.addEventListener("click", () => {
          toggle(choice);
          input.focus();
        });
        return element("li", {}, button);
      }),
    );
  }

  function toggle(choice) {
    const isFull = choices.filter(({ box }) => box.checked).length >= settings.most;
    if (!choice.box.checked && isFull) return void (status.textContent = settings.full.replace("{n}", settings.most));
    choice.box.checked = !choice.box.checked;
    choice.box.dispatchEvent(new Event("input", { bubbles: true }));
    choice.box.dispatchEvent(new Event("change", { bubbles: true }));
    renderChips();
    status.textContent = settings[choice.box.checked ? "added" : "removed"].replace("{name}", choice.label);
  }

  function choose(chosen) {
    toggle(chosen.choice);
    input.value = "";
    close();
  }

  function move(step) {
    if (list.hidden) show();
    const options = [...list.querySelectorAll("[role=option]")];
    if (options.length === 0) return;
    const from = active ? options.indexOf(active) : step > 0 ? -1 : 0;
    mark(options[(from + step + options.length) % options.length]);
  }

  const keys = {
    ArrowDown: () => (move(1), true),
    ArrowUp: () => (move(-1), true),
    Enter: () => (active && choose(active), true), // Enter never sends the form from here
    Escape: () => !list.hidden && (close(), true),
    Backspace: () => {
      const last = choices.filter(({ box }) => box.checked).at(-1);
      return input.value === "" && last !== undefined && (toggle(last), true);
    },
  };

  input.addEventListener("focus", load, { once: true });
  input.addEventListener("input", () => (input.value.trim() || !list.hidden ? show() : undefined));
  input.addEventListener("click", () => list.hidden && show());
  input.addEventListener("keydown", (event) => {
    if (!event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey && keys[event.key]?.()) event.preventDefault();
  });
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const clicked = event.target.closest("[role=option]");
    if (clicked) choose(clicked);
  });
  addEventListener("pageshow", renderChips); // a browser that goes back restores the checkboxes
  renderChips();
}

document.querySelectorAll("fieldset[data-picker]").forEach(attachPicker);

// A link to a field of a form, such as “Still missing”, leads into the field.
function focusTarget() {
  const target = location.hash.startsWith("#f-") && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target) target.focus();
}

addEventListener("hashchange", focusTarget);
focusTarget();
