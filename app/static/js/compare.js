// Ticking results to compare them, without loading the page again. Without this file each box is a link to the search
// with its case ticked. The address has the ticks, and so has every search that this page leads to.

const bar = document.querySelector("[data-picks]");

function startPicks() {
  const most = Number(bar.dataset.most);
  const part = (name) => bar.querySelector(`[data-pick-${name}]`);
  let chosen = new URLSearchParams(location.search).getAll("compare");

  const searchPath = location.pathname;
  const isSearch = (address) => new URL(address, location.href).pathname === searchPath;
  const withTicks = (address) => {
    const url = new URL(address, location.href);
    url.searchParams.delete("compare");
    for (const reference of chosen) url.searchParams.append("compare", reference);
    return url.pathname + url.search + url.hash;
  };

  function createBox(link) {
    const reference = link.dataset.pick;
    const label = Object.assign(document.createElement("label"), { className: link.className });
    const input = Object.assign(document.createElement("input"), { type: "checkbox", value: reference });
    input.checked = chosen.includes(reference);
    const words = link.querySelector("span");
    label.append(input, words);
    link.replaceWith(label);
    input.addEventListener("change", () => {
      chosen = chosen.filter((other) => other !== reference);
      if (input.checked) chosen.push(reference);
      show();
    });
    return input;
  }

  const boxes = [...document.querySelectorAll("[data-pick]")].map(createBox);

  function show() {
    history.replaceState(history.state, "", withTicks(location.href));
    for (const link of document.querySelectorAll("main a[href]")) if (isSearch(link.href)) link.setAttribute("href", withTicks(link.href));
    for (const form of document.querySelectorAll("form[method=get]")) if (isSearch(form.action)) keepInForm(form);
    for (const box of boxes) {
      box.checked = chosen.includes(box.value);
      box.disabled = !box.checked && chosen.length >= most;
    }
    bar.hidden = chosen.length === 0;
    bar.querySelector("[data-word]").textContent = bar.querySelector("[data-word]").dataset.word.replace("{n}", chosen.length);
    part("more").hidden = chosen.length > 1;
    part("compare").hidden = chosen.length < 2;
    part("compare").href = `${bar.dataset.url}?${new URLSearchParams(chosen.map((reference) => ["case", reference]))}`;
  }

  function keepInForm(form) {
    form.querySelectorAll("input[name=compare]").forEach((input) => input.remove());
    for (const value of chosen) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "compare", value }));
  }

  part("clear").addEventListener("click", (event) => {
    event.preventDefault();
    const first = boxes.find((box) => box.checked);
    chosen = [];
    show();
    first?.focus();
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) boxes.forEach((box) => (box.checked = chosen.includes(box.value)));
  });
}

if (bar) startPicks();
