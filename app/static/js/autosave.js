// Saving while the user types, for forms with `data-autosave`. See macros/autosave.html for what such a form needs.
//
// The server keeps the text. What it does not have yet is kept in this browser, for this account and this form, until it is
// saved, or the account signs out, or a week is over.

const PAUSE = 1500; // milliseconds after the last key
const AGAIN = 10_000; // after a failed attempt
const WEEK = 7 * 24 * 3_600_000;
const LARGEST_LAST_REQUEST = 60_000; // bytes that a browser sends for a page that is being closed
const PREFIX = "casebook ";
const OF_THE_PAGE = ["csrf_token", "page", "opened"]; // hidden fields that are no text

const timeOf = (moment) => new Date(moment).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short", hourCycle: "h23" });
const clock = () => new Date().toLocaleTimeString(document.documentElement.lang, { timeStyle: "short", hourCycle: "h23" });

// A browser without storage keeps nothing, and the page works without it.
function attempt(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

// What a browser keeps for one form.
function shelf(key) {
  return {
    get: () => attempt(() => JSON.parse(localStorage.getItem(key))),
    put: (values) => attempt(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }))),
    clear: () => attempt(() => localStorage.removeItem(key)),
  };
}

const keptHere = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));

function clearOld() {
  for (const key of keptHere()) {
    const kept = shelf(key).get();
    if (!kept || Date.now() - kept.at > WEEK) shelf(key).clear();
  }
}

function contentOf(form) {
  const values = new URLSearchParams(new FormData(form));
  OF_THE_PAGE.forEach((name) => values.delete(name));
  return values.toString();
}

function fill(form, content) {
  const values = new URLSearchParams(content);
  form.dispatchEvent(new CustomEvent("restore", { detail: values })); // other scripts add the fields that are missing
  for (const field of form.elements) {
    if (!field.name || OF_THE_PAGE.includes(field.name) || field.type === "submit") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.getAll(field.name).includes(field.value);
    else if (values.has(field.name)) field.value = values.get(field.name);
  }
  form.dispatchEvent(new CustomEvent("restored"));
}

function attach(form) {
  const line = form.querySelector("[data-saved]");
  const words = line.dataset;
  const kept = shelf(`${PREFIX}${form.dataset.account} ${form.dataset.autosave}`);
  const content = () => contentOf(form);
  let stored = "unsaved" in form.dataset ? "" : content();
  let timer;
  let request = null; // one at a time, so that they arrive in order
  let stopped = false;
  let lost = false;

  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: text });
    made.addEventListener("click", act);
    return made;
  };

  function say(text, ...actions) {
    if (line.firstChild?.textContent === text && !actions.length) return;
    line.replaceChildren(text, ...actions.flatMap((action) => [" ", action]));
  }

  function later(wait) {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(save, wait);
  }

  // When the user has signed in again in another tab, the token of this page is no longer valid. Fetch the new one.
  async function renewToken() {
    const answer = await fetch(location.href, { redirect: "manual" });
    if (!answer.ok) return false;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-autosave] [name=csrf_token]");
    if (token) form.elements.csrf_token.value = token.value;
    return token !== null;
  }

  function signIn() {
    const link = Object.assign(document.createElement("a"), { href: words.signInAt, target: "_blank", textContent: words.signIn });
    say(words.out, link);
  }

  const messageIn = async (answer) => {
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    return (isJson && (await answer.json()).message) || "";
  };

  async function accept(answer, sent) {
    const { opened } = await answer.json();
    form.elements.opened.value = opened;
    stored = sent;
    lost = false;
    form.dispatchEvent(new CustomEvent("stored", { detail: sent }));
    if (content() === sent) kept.clear();
    say(words.done.replace("{time}", clock()));
  }

  async function refuse(answer) {
    if (answer.status === 409) {
      stopped = true;
      say(await messageIn(answer), button(words.compare, () => form.requestSubmit()));
    } else if (answer.status === 403 || answer.status === 404) {
      stopped = true;
      say(words.late);
    } else if (answer.status === 413 || answer.status === 422) {
      say((await messageIn(answer)) || words.late);
    } else {
      lost = true;
      say(words.lost);
    }
  }

  async function send(sent, isLast, mayRenew = true) {
    const body = new URLSearchParams(sent);
    OF_THE_PAGE.forEach((name) => body.set(name, form.elements[name].value));
    const keepalive = isLast && body.toString().length < LARGEST_LAST_REQUEST;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body, keepalive });
      if (answer.ok) return await accept(answer, sent);
      if (answer.status !== 400 && answer.status !== 401) return await refuse(answer);
      if (mayRenew && (await renewToken())) return await send(sent, isLast, false);
      signIn();
    } catch {
      lost = true;
      say(words.lost);
    }
  }

  async function save(isLast = false) {
    clearTimeout(timer);
    if (request) await request;
    const sent = content();
    if (stopped || sent === stored) return;
    request = send(sent, isLast === true);
    await request;
    request = null;
    if (!stopped && content() !== stored) later(content() === sent ? AGAIN : PAUSE);
  }

  function changed() {
    if (content() === stored) return kept.clear();
    kept.put(content());
    later(PAUSE);
  }

  function offer(copy) {
    const box = Object.assign(document.createElement("div"), { className: "message message--notice" });
    const text = Object.assign(document.createElement("p"), { textContent: words.found.replace("{time}", timeOf(copy.at)) });
    box.setAttribute("role", "status");
    const restore = button(words.restore, () => {
      fill(form, copy.values);
      box.remove();
      changed();
    });
    const discard = button(words.discard, () => {
      box.remove();
      if (content() === stored) kept.clear();
    });
    box.append(text, restore, discard);
    form.before(box);
  }

  form.classList.add("is-autosaved");
  const copy = kept.get();
  if (copy && copy.values !== content()) offer(copy);
  else kept.clear();
  if (!line.textContent.trim()) say(words.waiting);
  if (content() !== stored) changed();
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("save", (event) => event.detail.push(save()));
  addEventListener("online", () => later(0));
  addEventListener("storage", (event) => event.key?.startsWith(PREFIX) || later(0)); // perhaps signed in in another tab
  document.addEventListener("visibilitychange", () => save(document.hidden));
  form.addEventListener("submit", async (event) => {
    clearTimeout(timer);
    if (stopped || (content() === stored && !request)) return;
    event.preventDefault();
    await save();
    if (lost && content() !== stored) return; // the page that says so is better than the browser's own
    stopped = true;
    form.requestSubmit(event.submitter);
  });

  function goOn() {
    stopped = false;
    later(0);
  }
  return { isSaved: () => content() === stored, goOn };
}

const autosaved = [...document.querySelectorAll("form[data-autosave]")];
if (autosaved.length) attempt(clearOld);
const attached = autosaved.map(attach);

// Back shows the page as the browser kept it. What is stored may be newer by now.
addEventListener("pageshow", (event) => {
  if (!event.persisted || !attached.length) return;
  if (attached.every((form) => form.isSaved())) location.reload();
  else attached.forEach((form) => form.goOn());
});

// A form in which one of two texts was chosen: the copy in this browser is not needed any more.
document.querySelectorAll("form[data-settles]").forEach((form) => {
  form.addEventListener("submit", () => shelf(`${PREFIX}${form.dataset.account} ${form.dataset.settles}`).clear());
});

// When the account signs out, the browser forgets all of it.
document.querySelectorAll("form[data-forget]").forEach((form) => {
  form.addEventListener("submit", () => attempt(() => keptHere().forEach((key) => localStorage.removeItem(key))));
});

// A link that leaves a page of forms waits until all of them are saved.
document.querySelectorAll("a[data-after-saving]").forEach((link) => {
  link.addEventListener("click", async (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const saves = [];
    document.querySelectorAll("form[data-autosave]").forEach((form) => form.dispatchEvent(new CustomEvent("save", { detail: saves })));
    await Promise.all(saves);
    location.assign(link.href);
  });
});
