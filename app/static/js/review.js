// What scripts add to the review form: it saves while the user types, adds remarks, and copies the selection as a quote.

const PAUSE = 1500; // milliseconds after the last key
const AGAIN = 10_000; // after a failed attempt
const form = document.querySelector("form[data-autosave]");
const status = form?.querySelector("[data-saved]");
let timer;
let stopped = false;
let saving = false; // one request at a time, so that they arrive in order

const content = () => new URLSearchParams(new FormData(form)).toString();
let stored = form ? content() : "";

function later(wait) {
  clearTimeout(timer);
  if (!stopped) timer = setTimeout(save, wait);
}

// When the user has signed in again in another tab, the token of this page is no longer valid. Fetch the new one.
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
      status.textContent = (await answer.json()).message;
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
      return; // until the user types again
    } else if (answer.status === 404 || answer.status === 409) {
      const body = answer.headers.get("Content-Type")?.startsWith("application/json") ? await answer.json() : {};
      status.textContent = body.message || status.dataset.late;
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

// "Another remark" adds an empty remark. When the page is loaded again, the server shows the filled ones.
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

// The text that is selected in the section beside a remark is copied into its quote.
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
    // if a choice was made, its text is missing
    const word = gap.querySelector(":checked") && gap.querySelector("textarea");
    (word || (gap.matches("fieldset") ? gap.querySelector("input, textarea") : gap)).focus({ preventScroll: true });
  }
}
