// A facet with many values gets a box that narrows them while one types. Without this file they all wait under
// "Show more".

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// The runs of a list. A theme above a run of sub-themes is shown as long as one of them is; asked for itself, it
// shows them all.
function runsOf(lists) {
  const runs = [];
  for (const entry of lists.flatMap((list) => [...list.children])) {
    const isHead = entry.classList.contains("facet__above");
    if (isHead || runs.length === 0 || entry.parentElement !== runs.at(-1).list) {
      runs.push({ list: entry.parentElement, head: isHead ? entry : null, items: [] });
    }
    if (!isHead) runs.at(-1).items.push([entry, folded(entry.querySelector("span").textContent)]);
  }
  return runs;
}

function attachFacetFinder(body) {
  const runs = runsOf([...body.querySelectorAll("ul")]);
  const more = body.querySelector(".facet__more");
  const wasOpen = more?.open;
  const all = runs.reduce((sum, { items }) => sum + items.length, 0);

  const box = document.createElement("input");
  Object.assign(box, { type: "search", className: "input facet__find", autocomplete: "off", placeholder: body.dataset.find });
  box.setAttribute("aria-label", body.dataset.find);
  const told = Object.assign(document.createElement("p"), { className: "facet__found" });
  told.setAttribute("role", "status");
  told.setAttribute("aria-live", "polite");

  const narrow = () => {
    const wanted = folded(box.value.trim());
    let count = 0;
    for (const { head, items } of runs) {
      let here = 0;
      const whole = head !== null && folded(head.textContent).includes(wanted);
      for (const [entry, words] of items) {
        entry.hidden = !whole && !words.includes(wanted);
        here += !entry.hidden;
      }
      if (head) head.hidden = here === 0;
      count += here;
    }
    body.classList.toggle("is-narrowed", wanted !== "");
    if (more) more.open = wanted !== "" || wasOpen;
    const sentence = count ? body.dataset.found : body.dataset.none;
    told.textContent = wanted && sentence.replace("{n}", count).replace("{all}", all);
  };

  box.addEventListener("input", narrow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.value) {
      event.preventDefault(); // the box alone is emptied
      box.value = "";
      narrow();
    }
  });
  body.prepend(box, told);
}

document.querySelectorAll(".facet__body[data-find]").forEach(attachFacetFinder);
