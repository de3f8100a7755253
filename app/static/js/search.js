// Suggestions under a search box: an editable combobox with a list (WAI-ARIA APG). Without this file the box has the
// browser's own list of themes, States and operations.

const PAUSE = 150; // milliseconds of rest in typing before the server is asked

function attachSuggestions(input) {
  const list = Object.assign(document.createElement("ul"), { id: input.id + "-suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestions);
  const said = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  said.setAttribute("role", "status");
  input.form.append(list, said);
  input.removeAttribute("list");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  let pause;
  let question = null; // the one whose answer is waited for; older answers are dropped
  let active = null;

  function mark(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    if (!active) return input.removeAttribute("aria-activedescendant");
    active.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  function forget() {
    clearTimeout(pause);
    question?.abort();
    question = null;
  }

  function close() {
    forget();
    mark(null);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    said.textContent = "";
  }

  async function ask() {
    forget();
    const own = (question = new AbortController());
    const words = new URLSearchParams(new FormData(input.form));
    try {
      const answer = await fetch(`${input.dataset.suggest}?${words}`, { signal: own.signal });
      const found = answer.ok ? await answer.json() : { suggestions: [] };
      if (own === question) show(found);
    } catch {
      if (own === question) close(); // the line is down: the box works without suggestions
    }
  }

  function show(found) {
    if (found.suggestions.length === 0) return close();
    const chosen = active?.dataset.url;
    list.replaceChildren(...found.suggestions.map(draw));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    said.textContent = found.status;
    mark([...list.children].find((option) => option.dataset.url === chosen) ?? null);
  }

  function draw(suggestion, number) {
    const option = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, className: "suggestion" });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = suggestion.url;
    const words = document.createElement("span");
    words.append(named("bdi", "suggestion__label", suggestion.label, suggestion.lang, suggestion.dir));
    if (suggestion.name) words.append(" ", named("bdi", "suggestion__name", suggestion.name, suggestion.name_lang));
    option.append(words, " ", named("span", "suggestion__kind", suggestion.kind));
    return option;
  }

  function named(tag, className, textContent, lang = "", dir = "") {
    return Object.assign(document.createElement(tag), { className, textContent, ...(lang && { lang }), ...(dir && { dir }) });
  }

  function move(step) {
    if (list.hidden) return input.value.trim() ? void ask() : undefined;
    const options = [...list.children];
    const from = active ? options.indexOf(active) : step > 0 ? -1 : options.length;
    mark(options[(from + step + options.length) % options.length]);
  }

  function choose(option) {
    const { url } = option.dataset;
    close();
    location.assign(url);
  }

  const keys = {
    ArrowDown: () => (move(1), true),
    ArrowUp: () => (move(-1), true),
    Enter: () => active !== null && (choose(active), true),
    Escape: () => !list.hidden && (close(), true),
  };

  function typed(event) {
    if (event.isComposing) return; // an input method is at work; its letters are not the reader's words yet
    forget();
    if (input.value.trim()) pause = setTimeout(ask, PAUSE);
    else close();
  }

  input.addEventListener("input", typed);
  input.addEventListener("compositionend", typed);
  input.addEventListener("keydown", (event) => {
    const plain = !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
    if (plain && keys[event.key]?.()) event.preventDefault();
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

document.querySelectorAll("input[data-suggest]").forEach(attachSuggestions);
