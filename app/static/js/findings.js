// What the check finds in a field is shown under it once the field is saved, without waiting for the next page. The safer wording
// is written into the field, as one change that the browser can undo. See macros/findings.html for what a form needs.

// The place of an entry that is nearest to where it was when the text was saved
function nearest(text, entry, start) {
  let best = -1;
  for (let at = text.indexOf(entry); at >= 0; at = text.indexOf(entry, at + 1)) {
    if (best < 0 || Math.abs(at - start) < Math.abs(best - start)) best = at;
  }
  return best;
}

function replaceAsTyped(field, start, end, text) {
  field.focus();
  if (field.type !== "email") field.setSelectionRange(start, end);
  else field.select(); // such a field has no places
  if (document.execCommand("insertText", false, text)) return;
  field.value = field.value.slice(0, start) + text + field.value.slice(end);
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function say(box, text) {
  const line = box.querySelector("[role=status]");
  if (line.textContent !== text) line.textContent = text;
}

function take(event) {
  const button = event.target.closest("button[name=take]");
  if (!button) return;
  const { field: id, entry, start, wording } = button.dataset;
  const field = document.getElementById(id);
  const at = field.hidden ? -1 : nearest(field.value, entry, Number(start));
  if (at < 0) return; // the server does it
  event.preventDefault();
  const box = button.closest("[data-findings]");
  button.closest("li").remove();
  if (!box.querySelector("li")) box.querySelector("ul").remove();
  replaceAsTyped(field, at, at + entry.length, wording);
  say(box, box.dataset.taken.replace("{wording}", wording));
}

// A finding that is shown already keeps the reason that is being typed for it.
function renew(shown, fresh) {
  shown.querySelector("q").replaceWith(fresh.querySelector("q"));
  const button = fresh.querySelector("button[name=take]");
  if (button) shown.querySelector("button[name=take]").dataset.start = button.dataset.start;
}

function show(box, fresh) {
  const list = box.querySelector("ul");
  const freshList = fresh.querySelector("ul");
  const items = [...(freshList?.children ?? [])];
  for (const item of items) {
    const shown = document.getElementById(item.id);
    if (shown) renew(shown, item);
  }
  if (items.map((item) => item.id).join() !== [...(list?.children ?? [])].map((item) => item.id).join()) {
    const focused = box.contains(document.activeElement) ? document.activeElement : null;
    items.forEach((item) => item.replaceWith(document.getElementById(item.id) ?? item));
    list?.remove();
    if (freshList) box.append(freshList);
    if (box.contains(focused)) focused.focus();
  }
  say(box, fresh.querySelector("[role=status]").textContent);
}

document.querySelectorAll("form[data-autosave]").forEach((form) => {
  form.addEventListener("click", take);
  form.addEventListener("checked", (event) => {
    const fresh = new DOMParser().parseFromString(event.detail, "text/html");
    form.querySelectorAll("[data-findings]").forEach((box) => {
      const other = fresh.querySelector(`[data-findings="${box.dataset.findings}"]`);
      if (other) show(box, other);
    });
  });
});
