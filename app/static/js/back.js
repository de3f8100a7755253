// What the browser kept of a page belongs to the account that was signed in then, and its search box to its results.

const KEY = "reader";
const reader = document.body.dataset.reader ?? "";

function isStillHere() {
  try {
    return localStorage.getItem(KEY) === reader;
  } catch {
    return false; // the browser keeps nothing for this site; the page is asked for again
  }
}

addEventListener("pageshow", (event) => {
  if (!event.persisted) {
    try {
      localStorage.setItem(KEY, reader);
    } catch {
      // see above
    }
    return;
  }
  if (!isStillHere()) {
    document.documentElement.hidden = true;
    location.reload();
    return;
  }
  for (const box of document.querySelectorAll("[role=search] input[type=search]")) box.value = box.defaultValue;
});
