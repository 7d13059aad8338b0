// After an answer the focus goes where the person must look: to the list of errors, or to the field
// that an error names. Says so when an htmx call got no answer at all.

function toSummary(root) {
  const summary = root.querySelector?.("[data-error-summary]");
  if (summary) {
    summary.focus();
    summary.scrollIntoView({ block: "start" });
  }
}

function say(text) {
  const area = document.querySelector("[data-message-area]");
  if (!area || !text) {
    return;
  }
  const notice = document.createElement("div");
  notice.className = "notice notice--error";
  const words = document.createElement("p");
  words.className = "notice__body";
  words.textContent = text;
  notice.append(words);
  area.replaceChildren(notice);
  area.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("[data-error-summary] a[href^='#']");
  if (!link) {
    return;
  }
  const place = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const field = place?.matches("input, select, textarea")
    ? place
    : place?.querySelector("input, select, textarea");
  if (field) {
    event.preventDefault();
    field.focus();
    (field.closest(".field") ?? field).scrollIntoView({ block: "nearest" });
  }
});

document.addEventListener("htmx:afterSettle", (event) => toSummary(event.target));
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.matches?.("[data-message-area]")) {
    event.target.scrollIntoView({ block: "nearest" });
  }
});
document.addEventListener("htmx:sendError", () => {
  say(document.querySelector("[data-message-area]")?.dataset.textOffline);
});
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status >= 500) {
    say(document.querySelector("[data-message-area]")?.dataset.textBroken);
  }
});

toSummary(document);
