// Sending a file in pieces, for the form with `data-upload`. Where a link is lost, it goes on from the last piece that arrived,
// also after the page was closed: the server knows a file by its hash. At the end the form is sent with the file's token.
// Without this script, or where a page can't make a hash, the browser sends the file with the form.

const FIRST_PIECE = 64 * 1024;
const QUICK = 1500; // milliseconds: a piece that took less is followed by a larger one
const SLOW = 8000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;
const SPOKEN_EVERY = 25; // percent

// What the server said other than that a piece arrived. again: whether it may take the same piece later.
class Refused extends Error {
  constructor(status, message, again = false) {
    super(message);
    this.status = status;
    this.again = again;
  }
}

const hexOf = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
const isBusy = (status) => status === 408 || status === 429 || status >= 500;
const isSignedOut = (answer) => answer.type === "opaqueredirect" || answer.status === 400 || answer.status === 401;

function attachUpload(form) {
  const box = form.querySelector("[data-progress]");
  const words = box.dataset;
  const [bar, line, spoken, cancel] = ["progress", "[data-words]", "[data-spoken]", "[data-cancel]"].map((name) => box.querySelector(name));
  const submit = form.querySelector("[type=submit]");
  const largest = Number(form.dataset.largest);
  const largestPiece = Number(form.dataset.piece);
  let stop = null; // ends what is being sent
  let upload = null; // token, received and url, as the server says
  let size = FIRST_PIECE;
  let said = -1;

  function say(text, ...actions) {
    line.replaceChildren(text, ...actions.flatMap((action) => [" ", action]));
    spoken.textContent = text;
  }

  function show(percent) {
    const text = words.sending.replace("{percent}", percent);
    bar.value = percent;
    line.textContent = text;
    if (Math.floor(percent / SPOKEN_EVERY) !== said) spoken.textContent = text;
    said = Math.floor(percent / SPOKEN_EVERY);
  }

  function open(isSending) {
    box.hidden = false;
    bar.hidden = !isSending;
    cancel.hidden = !isSending;
    submit.disabled = isSending;
    if (form.elements.file) form.elements.file.disabled = isSending;
  }

  async function ask(url, method, body) {
    const headers = { "X-CSRFToken": form.elements.csrf_token.value };
    const answer = await fetch(url, { method, body, headers, redirect: "manual", signal: stop.signal });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const told = isJson ? await answer.json() : {};
    if (told.token) return told; // also with 409: this is where to go on
    if (isSignedOut(answer)) throw new Refused(401, words.out);
    throw new Refused(answer.status, told.message || (answer.status === 403 || answer.status === 409 ? words.late : words.failed), isBusy(answer.status));
  }

  // Wait, and longer each time; no longer once the browser says that the link is there again.
  function pause(wait) {
    return new Promise((resolve, reject) => {
      const { signal } = stop;
      setTimeout(resolve, wait);
      addEventListener("online", resolve, { once: true });
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    });
  }

  async function again(act) {
    for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, LONGEST_WAIT)) {
      try {
        return await act();
      } catch (error) {
        if (stop.signal.aborted || (error instanceof Refused && !error.again)) throw error;
        say(words.lost);
        size = FIRST_PIECE;
        await pause(wait);
      }
    }
  }

  async function sendPiece(file) {
    const begun = performance.now();
    const piece = file.slice(upload.received, upload.received + size);
    upload = await ask(`${upload.url}/${upload.received}`, "PUT", piece);
    const took = performance.now() - begun;
    if (took < QUICK) size = Math.min(size * 2, largestPiece);
    else if (took > SLOW) size = Math.max(size / 2, FIRST_PIECE / 2);
  }

  async function send(file) {
    say(words.reading);
    const digest = hexOf(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    upload = await again(() => ask(form.dataset.upload, "POST", new URLSearchParams({ name: file.name, size: file.size, digest })));
    while (upload.received < file.size) {
      show(Math.floor((upload.received * 100) / file.size));
      await again(() => sendPiece(file));
    }
    bar.value = 100;
    say(words.done);
  }

  function finish() {
    const token = Object.assign(document.createElement("input"), { type: "hidden", name: "upload", value: upload.token });
    form.append(token);
    form.submit();
  }

  // A page that was signed out has no valid token any more. Fetch the new one, once somebody has signed in.
  async function renewToken() {
    const answer = await fetch(location.pathname, { redirect: "manual" });
    const page = new DOMParser().parseFromString(answer.ok ? await answer.text() : "", "text/html");
    const token = page.querySelector("form[data-upload] [name=csrf_token]");
    if (token) form.elements.csrf_token.value = token.value;
  }

  function refuse(error) {
    open(false);
    if (error.status !== 401) return say(error instanceof Refused ? error.message : words.failed);
    const link = Object.assign(document.createElement("a"), { href: words.signInAt, target: "_blank", textContent: words.signIn });
    const goOn = Object.assign(document.createElement("button"), { type: "button", className: "button button--quiet", textContent: words.again });
    goOn.addEventListener("click", async () => {
      await renewToken();
      start();
    });
    say(words.out, link, goOn);
  }

  async function start() {
    const file = form.elements.file.files[0];
    stop = new AbortController();
    upload = null;
    open(true);
    try {
      await send(file);
      finish();
    } catch (error) {
      if (!stop.signal.aborted) refuse(error);
    }
  }

  const canStart = () => form.elements.file?.files.length && crypto.subtle;

  function submitted(event) {
    if (!canStart()) return;
    event.preventDefault();
    if (form.elements.file.files[0].size > largest) {
      open(false);
      say(words.large);
    } else start();
  }

  // Cancelling deletes what has arrived. A page that is closed keeps it.
  cancel.addEventListener("click", () => {
    const begun = upload;
    stop.abort();
    open(false);
    box.hidden = true;
    form.elements.file.focus();
    if (!begun) return;
    const headers = { "X-CSRFToken": form.elements.csrf_token.value };
    fetch(`${begun.url}/discard`, { method: "POST", headers }).catch(() => {}); // what is left ends after a day
  });

  document.querySelectorAll("[data-go-on]").forEach((button) => {
    if (!form.elements.file || !crypto.subtle) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      form.elements.file.addEventListener("change", () => form.requestSubmit(), { once: true });
      form.elements.file.click();
    });
  });

  form.addEventListener("submit", submitted);
  addEventListener("pageshow", (event) => event.persisted && location.reload());
}

document.querySelectorAll("form[data-upload]").forEach(attachUpload);
