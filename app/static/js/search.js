// Suggestions under a search box: an editable combobox with a list (WAI-ARIA APG). Without this file the browser shows
// its own list of themes, States and operations.

const DELAY = 150; // milliseconds without typing before a request is sent

function attachSuggestions(input) {
  const list = Object.assign(document.createElement("ul"), { id: input.id + "-suggestions", className: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.dataset.suggestions);
  const status = Object.assign(document.createElement("p"), { className: "visually-hidden" });
  status.setAttribute("role", "status");
  input.form.append(list, status);
  input.removeAttribute("list");
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) {
    input.setAttribute(name, value);
  }
  let timer;
  let request = null; // the one in progress; answers to older ones are ignored
  let active = null;

  function mark(option) {
    active?.setAttribute("aria-selected", "false");
    active = option;
    if (!active) return input.removeAttribute("aria-activedescendant");
    active.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", active.id);
    active.scrollIntoView({ block: "nearest" });
  }

  function cancel() {
    clearTimeout(timer);
    request?.abort();
    request = null;
  }

  function close() {
    cancel();
    mark(null);
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    status.textContent = "";
  }

  async function fetchSuggestions() {
    cancel();
    const own = (request = new AbortController());
    const parameters = new URLSearchParams(new FormData(input.form));
    try {
      const response = await fetch(`${input.dataset.suggest}?${parameters}`, { signal: own.signal });
      const answer = response.ok ? await response.json() : { suggestions: [] };
      if (own === request) show(answer);
    } catch {
      if (own === request) close(); // no connection: the box works without suggestions
    }
  }

  function show(answer) {
    if (answer.suggestions.length === 0) return close();
    const selected = active?.dataset.url;
    list.replaceChildren(...answer.suggestions.map(createOption));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = answer.status;
    mark([...list.children].find((option) => option.dataset.url === selected) ?? null);
  }

  function createOption(suggestion, number) {
    const option = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, className: "suggestion" });
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = suggestion.url;
    const label = document.createElement("span");
    label.append(createText("bdi", "suggestion__label", suggestion.label, suggestion.lang, suggestion.dir));
    if (suggestion.name) label.append(" ", createText("bdi", "suggestion__name", suggestion.name, suggestion.name_lang));
    option.append(label, " ", createText("span", "suggestion__kind", suggestion.kind));
    return option;
  }

  function createText(tag, className, textContent, lang = "", dir = "") {
    return Object.assign(document.createElement(tag), { className, textContent, ...(lang && { lang }), ...(dir && { dir }) });
  }

  function move(step) {
    if (list.hidden) return input.value.trim() ? void fetchSuggestions() : undefined;
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

  function onInput(event) {
    if (event.isComposing) return; // an input method is active; its letters are not final
    cancel();
    if (input.value.trim()) timer = setTimeout(fetchSuggestions, DELAY);
    else close();
  }

  input.addEventListener("input", onInput);
  input.addEventListener("compositionend", onInput);
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
