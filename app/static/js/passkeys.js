// Passkeys: the browser makes one, or signs in with one, and the form takes its answer along. Without this file, or in a
// browser that has no passkeys, the page says what else there is.

async function askDevice(button) {
  const options = JSON.parse(button.dataset.passkey);
  if (button.dataset.passkeyMakes === undefined) {
    return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  }
  return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
}

async function sendPasskey(button) {
  const failure = button.form.querySelector("[data-passkey-failure]");
  failure.textContent = "";
  button.disabled = true;
  try {
    button.form.elements.passkey.value = JSON.stringify(await askDevice(button));
    button.form.requestSubmit();
  } catch (error) {
    failure.textContent = error.name === "InvalidStateError" ? failure.dataset.known : failure.dataset.passkeyFailure;
  } finally {
    button.disabled = false;
  }
}

if (window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON) {
  document.querySelectorAll("[data-no-passkeys]").forEach((line) => (line.hidden = true));
  document.querySelectorAll("[data-passkey]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", (event) => {
      event.preventDefault();
      sendPasskey(button);
    });
  });
}
