// What scripts add to the review form: more remarks, and quotes of what is selected. autosave.js saves it.

const form = document.querySelector("form[data-review]");

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

// A text that this browser kept can have more remarks than the page.
function addMissing(values) {
  for (const name of values.keys()) {
    const button = /^remarks-.*-text$/.test(name) && !form.elements[name] && buttonOf(name);
    while (button && !form.elements[name]) addRemark(button);
  }
}

function buttonOf(name) {
  const first = form.elements[name.replace(/\d+-text$/, "0-text")];
  return first?.closest(".pair__remark").querySelector("[data-another]");
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
      box.dispatchEvent(new Event("input", { bubbles: true }));
    });
  });
}

if (form) {
  form.addEventListener("restore", (event) => addMissing(event.detail));
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
