// Saving while the user types, for forms with `data-autosave`, and keeping what is typed until it is sent, for forms with
// `data-keep`. See macros/autosave.html for what such forms need.
//
// The server keeps the text. What it does not have yet is kept in this browser, for this account and this form, until it is
// saved, or the account signs out, or a week is over.

const PAUSE = 1500; // milliseconds after the last key
const AGAIN = 10_000; // after a failed attempt
const WEEK = 7 * 24 * 3_600_000;
const LARGEST_LAST_REQUEST = 60_000; // bytes that a browser sends for a page that is being closed
const PREFIX = "casebook ";

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

// What a browser keeps for one form. more: `sent`, if the form was sent and the answer is not known yet.
function shelf(key) {
  return {
    get: () => attempt(() => JSON.parse(localStorage.getItem(key))),
    put: (values, more = {}) => attempt(() => localStorage.setItem(key, JSON.stringify({ at: Date.now(), values, ...more }))),
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
  hiddenIn(form).forEach((field) => values.delete(field.name)); // they are no text
  return values.toString();
}

const hiddenIn = (form) => form.querySelectorAll("input[type=hidden]");

function fill(form, content) {
  const values = new URLSearchParams(content);
  form.dispatchEvent(new CustomEvent("restore", { detail: values })); // other scripts add the fields that are missing
  for (const field of form.elements) {
    if (!field.name || field.type === "hidden" || field.type === "submit") continue;
    if (field.type === "checkbox" || field.type === "radio") field.checked = values.getAll(field.name).includes(field.value);
    else if (values.has(field.name)) field.value = values.get(field.name);
  }
  form.dispatchEvent(new CustomEvent("restored"));
}

function makeButton(text, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: text });
  made.addEventListener("click", act);
  return made;
}

// Offer a copy above its form. words: the line that says so, and the labels of both buttons.
function offer(form, copy, words, restored, discarded) {
  const box = Object.assign(document.createElement("div"), { className: "message message--notice" });
  const text = Object.assign(document.createElement("p"), { textContent: words.found.replace("{time}", timeOf(copy.at)) });
  box.setAttribute("role", "status");
  const restore = makeButton(words.restore, () => {
    fill(form, copy.values);
    box.remove();
    restored();
  });
  const discard = makeButton(words.discard, () => {
    box.remove();
    discarded();
  });
  box.append(text, restore, discard);
  form.before(box);
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
    const { opened, findings } = await answer.json();
    form.elements.opened.value = opened;
    stored = sent;
    lost = false;
    form.dispatchEvent(new CustomEvent("stored", { detail: sent }));
    form.dispatchEvent(new CustomEvent("checked", { detail: findings }));
    if (content() === sent) kept.clear();
    say(words.done.replace("{time}", clock()));
  }

  async function refuse(answer) {
    if (answer.status === 409) {
      stopped = true;
      say(await messageIn(answer), makeButton(words.compare, () => form.requestSubmit()));
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
    hiddenIn(form).forEach((field) => body.set(field.name, field.value));
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

  form.classList.add("is-autosaved");
  const copy = kept.get();
  if (copy && copy.values !== content()) offer(form, copy, words, changed, () => content() === stored && kept.clear());
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

// A form with `data-keep` is saved by its button alone: what is typed is kept in this browser until the server has it.
function keep(form) {
  const words = form.querySelector("[data-found]").dataset;
  const kept = shelf(`${PREFIX}${form.dataset.account} ${form.dataset.keep}`);
  const opened = "unsaved" in form.dataset ? null : contentOf(form);
  const put = (more) => (contentOf(form) === opened && !more ? kept.clear() : kept.put(contentOf(form), more));
  const copy = kept.get();
  if (opened === null) put();
  else if (copy && copy.values !== opened) {
    kept.put(copy.values);
    offer(form, copy, words, put, () => contentOf(form) === opened && kept.clear());
  }
  form.addEventListener("input", () => put());
  form.addEventListener("change", () => put());
  form.addEventListener("submit", () => put({ sent: location.pathname }));
}

// The page that answers a form: the server has the words, unless this is the page that says that it has not.
function clearSent() {
  const from = document.referrer && new URL(document.referrer).pathname;
  const isAnswer = performance.getEntriesByType("navigation")[0]?.type === "navigate";
  if (!isAnswer || document.querySelector("[data-not-saved], form[data-keep][data-unsaved]")) return;
  for (const key of keptHere()) {
    const sent = shelf(key).get()?.sent;
    if (sent && (from === sent || from === "/sign-in/resume")) shelf(key).clear();
  }
}

attempt(clearSent);
document.querySelectorAll("form[data-keep]").forEach(keep);

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
