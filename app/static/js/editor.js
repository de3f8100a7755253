// The field of a section: what is pasted keeps its form, six buttons set it, one more shows how readers will see it.

// Insert text at the selection as if it was typed, so that the browser can undo it.
function insertText(field, text) {
  field.focus();
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}

function replaceRange(field, start, end, text) {
  field.setSelectionRange(start, end);
  insertText(field, text);
}

function pasteInto(event) {
  const html = event.clipboardData.getData("text/html");
  if (!html) return; // the server converts plain text
  const markdown = markdownOf(html);
  if (!markdown) return;
  event.preventDefault();
  const field = event.target;
  const before = field.value.slice(0, field.selectionStart);
  const isBlock = /\n|^(#|- |\d+\. |\|)/.test(markdown);
  insertText(field, (isBlock && before && !before.endsWith("\n\n") ? (before.endsWith("\n") ? "\n" : "\n\n") : "") + markdown);
}

// The lines that the selection touches
function selectedLines(field) {
  const start = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const next = field.value.indexOf("\n", Math.max(field.selectionEnd - 1, field.selectionStart));
  const end = next < 0 ? field.value.length : next;
  return { start, end, lines: field.value.slice(start, end).split("\n") };
}

// Put a sign before each line, or take it away if all lines have it.
function toggleLines(field, pattern, sign) {
  const { start, end, lines } = selectedLines(field);
  const isOn = lines.every((line) => pattern.test(line));
  const bare = lines.map((line) => line.replace(/^(#{1,6} |[-+*] |\d+[.)] )/, ""));
  const text = isOn ? bare.join("\n") : bare.map((line, place) => sign(place) + line).join("\n");
  const above = field.value.slice(0, start);
  const parts = !isOn && above && !above.endsWith("\n\n");
  replaceRange(field, start, end, (parts ? "\n" : "") + text);
}

function toggleBold(field, words) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const selected = value.slice(start, end);
  if (value.slice(start - 2, start) === "**" && value.slice(end, end + 2) === "**") {
    replaceRange(field, start - 2, end + 2, selected);
    field.setSelectionRange(start - 2, end - 2);
  } else {
    const text = selected.trim() || words.bold;
    replaceRange(field, start, end, selected.replace(selected.trim(), "") + `**${text}**`);
    field.setSelectionRange(field.selectionEnd - 2 - text.length, field.selectionEnd - 2);
  }
}

function insertTable(field, words) {
  const at = field.selectionEnd;
  const above = field.value.slice(0, at);
  const gap = !above || above.endsWith("\n\n") ? "" : above.endsWith("\n") ? "\n" : "\n\n";
  replaceRange(field, at, at, `${gap}| ${words.column} 1 | ${words.column} 2 |\n| --- | --- |\n|  |  |\n|  |  |\n\n`);
  const start = at + gap.length + 2;
  field.setSelectionRange(start, start + words.column.length + 2);
}

function insertLink(field, words) {
  const { selectionStart: start, selectionEnd: end } = field;
  const selected = field.value.slice(start, end).trim();
  const isAddress = /^https?:\/\/\S+$/.test(selected);
  const text = isAddress || !selected ? words.link : selected;
  const address = isAddress ? selected : "https://";
  replaceRange(field, start, end, `[${text}](${address})`);
  const from = isAddress ? start + 1 : start + text.length + 3;
  field.setSelectionRange(from, from + (isAddress ? text.length : address.length));
}

const ACTIONS = {
  heading: (field) => toggleLines(field, /^#{1,6} /, () => "## "),
  bold: toggleBold,
  bullets: (field) => toggleLines(field, /^[-+*] /, () => "- "),
  numbers: (field) => toggleLines(field, /^\d+[.)] /, (place) => `${place + 1}. `),
  table: insertTable,
  link: insertLink,
};

// One stop of the Tab key; the arrow keys move between the buttons.
function attachKeys(toolbar) {
  const buttons = [...toolbar.querySelectorAll("button")];
  const rtl = getComputedStyle(toolbar).direction === "rtl";
  const moves = { ArrowRight: rtl ? -1 : 1, ArrowLeft: rtl ? 1 : -1 };
  const choose = (chosen) => buttons.forEach((button) => (button.tabIndex = button === chosen ? 0 : -1));
  choose(buttons[0]);
  toolbar.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const to = { Home: 0, End: buttons.length - 1 }[event.key] ?? (event.key in moves ? at + moves[event.key] : undefined);
    if (to === undefined) return;
    event.preventDefault();
    const next = buttons[(to + buttons.length) % buttons.length];
    choose(next);
    next.focus();
  });
}

function attachPreview(button, field, toolbar) {
  const shown = Object.assign(document.createElement("div"), { className: "prose editor__preview", hidden: true, tabIndex: -1 });
  Object.assign(shown, { lang: field.lang, dir: field.dir });
  shown.setAttribute("role", "region");
  shown.setAttribute("aria-label", button.dataset.name);
  field.after(shown);
  const show = (html) => {
    const isShown = html !== null;
    if (isShown) shown.innerHTML = html;
    shown.hidden = !isShown;
    field.hidden = isShown;
    toolbar.hidden = isShown;
    button.textContent = isShown ? button.dataset.write : button.dataset.preview;
    (isShown ? shown : field).focus();
  };
  button.dataset.preview = button.textContent;
  button.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!shown.hidden) return show(null);
    button.disabled = true;
    try {
      const answer = await fetch(button.formAction, { method: "POST", body: new FormData(field.form) });
      if (!answer.ok) throw new Error(answer.statusText);
      show(new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-preview]").innerHTML);
    } catch {
      field.form.requestSubmit(button); // in a page of its own
    } finally {
      button.disabled = false;
    }
  });
}

document.querySelectorAll("[data-editor]").forEach((editor) => {
  const field = document.getElementById(editor.dataset.editor);
  const toolbar = editor.querySelector("[role=toolbar]");
  const words = { ...toolbar.dataset };
  field.before(editor);
  field.addEventListener("paste", pasteInto);
  toolbar.hidden = false;
  toolbar.addEventListener("click", (event) => {
    const action = event.target.dataset.action;
    if (!action) return;
    field.focus();
    ACTIONS[action](field, words);
  });
  field.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "b") {
      event.preventDefault();
      toggleBold(field, words);
    }
  });
  attachKeys(toolbar);
  attachPreview(editor.querySelector("[data-name]"), field, toolbar);
});
