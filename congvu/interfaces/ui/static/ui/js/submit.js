// A form is sent once: the second press of a hurried hand is not a second dossier.
// The server decides again; this only spares people the message. data-again on a form allows repeats.

const WAITING = "data-sent";

function lock(form, button) {
  form.setAttribute(WAITING, "");
  if (button) {
    button.setAttribute("aria-disabled", "true");
  }
}

function unlock(form) {
  form.removeAttribute(WAITING);
  for (const button of form.querySelectorAll("button[aria-disabled]")) {
    button.removeAttribute("aria-disabled");
  }
}

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (form.method !== "post" || "again" in form.dataset) {
      return;
    }
    if (form.hasAttribute(WAITING)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    lock(form, event.submitter); // never "disabled": the pressed button's value would be lost
  },
  true,
);

function unlockAll() {
  document.querySelectorAll(`form[${WAITING}]`).forEach(unlock);
}

window.addEventListener("pageshow", unlockAll); // the page may come back from the browser's memory
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form");
  if (form) {
    unlock(form);
  }
});
