// The review form, beyond what it does without scripts: it saves as one types, grows, and quotes what is marked.

const PAUSE = 1500; // milliseconds after the last key
const AGAIN = 10_000; // and after a try that failed
const form = document.querySelector("form[data-autosave]");
const status = form?.querySelector("[data-saved]");
let timer;
let stopped = false;
let saving = false; // one at a time, so that none overtakes the next on a slow line

const content = () => new URLSearchParams(new FormData(form)).toString();
let stored = form ? content() : "";

function later(wait) {
  clearTimeout(timer);
  if (!stopped) timer = setTimeout(save, wait);
}

// After signing in again in another tab, the page's old token is no longer good: fetch the new one.
async function renewToken() {
  const answer = await fetch(location.href, { redirect: "manual" });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector("form[data-autosave] [name=csrf_token]");
  if (token) form.elements.csrf_token.value = token.value;
}

async function save() {
  if (saving) return later(PAUSE);
  const sent = content();
  if (sent === stored) return;
  saving = true;
  try {
    const answer = await fetch(form.dataset.autosave, { method: "POST", body: new URLSearchParams(sent) });
    if (answer.ok) {
      status.textContent = (await answer.json()).said;
      stored = sent;
      form.dispatchEvent(new CustomEvent("stored", { detail: sent }));
      if (content() !== sent) later(PAUSE);
      return;
    }
    if (answer.status === 400 || answer.status === 401) {
      status.textContent = status.dataset.out;
      await renewToken();
    } else if (answer.status === 413 || answer.status === 422) {
      status.textContent = status.dataset.wrong;
      return; // until the next key
    } else if (answer.status === 404 || answer.status === 409) {
      const told = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      status.textContent = told.said || status.dataset.late;
      stopped = true;
    } else {
      status.textContent = status.dataset.lost;
    }
  } catch {
    status.textContent = status.dataset.lost;
  } finally {
    saving = false;
  }
  later(AGAIN);
}

// "Another remark" puts an empty one under the last; the server shows as many as were filled in.
function addRemark(button) {
  const last = button.previousElementSibling;
  const copy = last.cloneNode(true);
  const [, base, number] = last.querySelector("textarea").name.match(/^(.*-)(\d+)-text$/);
  const next = `${base}${Number(number) + 1}-`;
  for (const node of [copy, ...copy.querySelectorAll("*")]) {
    for (const name of ["id", "for", "name", "aria-describedby"]) {
      const value = node.getAttribute(name);
      if (value) node.setAttribute(name, value.replace(`${base}${number}-`, next));
    }
    node.removeAttribute("aria-invalid");
  }
  copy.querySelectorAll("textarea").forEach((box) => (box.value = ""));
  copy.querySelectorAll(".error").forEach((line) => line.remove());
  copy.querySelector("[value=suggestion]").checked = true;
  last.after(copy);
  copy.querySelector("details").open = false;
  quoteMarked(copy);
  copy.querySelector("textarea").focus();
}

// What is marked in the section beside the remark goes into its quote.
let marked = "";
let markedIn = "";
document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  const where = selection.anchorNode?.parentElement?.closest(".pair > section");
  if (where && !selection.isCollapsed) [marked, markedIn] = [selection.toString().trim(), where.id];
});

function quoteMarked(part) {
  part.querySelectorAll("details[data-quote]").forEach((details) => {
    details.addEventListener("toggle", () => {
      const box = details.querySelector("textarea");
      if (!details.open || box.value || !marked || markedIn !== details.dataset.quote) return;
      box.value = marked;
      later(PAUSE);
    });
  });
}

if (form) {
  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("submit", () => ((stopped = true), clearTimeout(timer)));
  form.querySelectorAll("[data-another]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => addRemark(button));
  });
  quoteMarked(form);
  const gap = form.querySelector("[aria-invalid=true]");
  if (gap) {
    gap.scrollIntoView({ block: "center" });
    // where a choice was made, what is missing is its word
    const word = gap.querySelector(":checked") && gap.querySelector("textarea");
    (word || (gap.matches("fieldset") ? gap.querySelector("input, textarea") : gap)).focus({ preventScroll: true });
  }
}
