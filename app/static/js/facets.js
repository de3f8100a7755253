// A facet with many values gets a box that filters them while the reader types. Without this file all of them are under
// "Show more".

const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// The groups of a list. The theme above a group of sub-themes is shown if one of them is shown. If the theme itself
// matches, all of them are shown.
function groupsOf(lists) {
  const groups = [];
  for (const entry of lists.flatMap((list) => [...list.children])) {
    const isHead = entry.classList.contains("facet__above");
    if (isHead || groups.length === 0 || entry.parentElement !== groups.at(-1).list) {
      groups.push({ list: entry.parentElement, head: isHead ? entry : null, items: [] });
    }
    if (!isHead) groups.at(-1).items.push([entry, folded(entry.querySelector("span").textContent)]);
  }
  return groups;
}

function attachFacetFinder(body) {
  const groups = groupsOf([...body.querySelectorAll("ul")]);
  const more = body.querySelector(".facet__more");
  const wasOpen = more?.open;
  const all = groups.reduce((sum, { items }) => sum + items.length, 0);

  const box = document.createElement("input");
  Object.assign(box, { type: "search", className: "input facet__find", autocomplete: "off", placeholder: body.dataset.find });
  box.setAttribute("aria-label", body.dataset.find);
  const status = Object.assign(document.createElement("p"), { className: "facet__found" });
  status.setAttribute("role", "status");
  status.setAttribute("aria-live", "polite");

  const filter = () => {
    const wanted = folded(box.value.trim());
    let count = 0;
    for (const { head, items } of groups) {
      let shown = 0;
      const isWholeGroup = head !== null && folded(head.textContent).includes(wanted);
      for (const [entry, words] of items) {
        entry.hidden = !isWholeGroup && !words.includes(wanted);
        shown += !entry.hidden;
      }
      if (head) head.hidden = shown === 0;
      count += shown;
    }
    body.classList.toggle("is-narrowed", wanted !== "");
    if (more) more.open = wanted !== "" || wasOpen;
    const sentence = count ? body.dataset.found : body.dataset.none;
    status.textContent = wanted && sentence.replace("{n}", count).replace("{all}", all);
  };

  box.addEventListener("input", filter);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && box.value) {
      event.preventDefault(); // only the box is cleared
      box.value = "";
      filter();
    }
  });
  body.prepend(box, status);
}

document.querySelectorAll(".facet__body[data-find]").forEach(attachFacetFinder);
