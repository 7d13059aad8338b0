// Keys of the counter. Enter goes to the next field, Ctrl+Enter presses the main button, arrows walk
// a list of choices, Enter in the search takes the first one. Without this script Enter looks up the
// person and the search shows its list.
// No module and not deferred: a key counts from the moment that a field can have the focus.

"use strict";

{
  const FIELDS = "input:not([type=hidden], [type=file]), select, textarea, summary";

  function visible(element) {
    return element.getClientRects().length > 0 && !element.disabled;
  }

  function next(form, from) {
    const fields = [...form.querySelectorAll(FIELDS)].filter(visible);
    const here = fields.indexOf(from);
    const group = (field) => field.type === "radio" && field.name === from.name;
    return fields.slice(here + 1).find((field) => !group(field));
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) {
      return;
    }
    const form = event.target.form;
    if (event.ctrlKey && form) {
      event.preventDefault();
      window.whenAllIsThere("Ctrl+Enter", () => form.querySelector("[data-main]")?.click());
      return;
    }
    if (!form || !("enterNext" in form.dataset) || "lookup" in event.target.dataset) {
      return;
    }
    if (event.target.matches("input:not([type=submit], [type=button], [type=file])")) {
      event.preventDefault(); // or the first button of the form would be pressed
      const field = next(form, event.target);
      field?.focus();
      field?.select?.();
    }
  });

  // a number that the focus comes to is replaced by what is typed, not added to
  function selectNumber(field) {
    if (field?.matches?.("form[data-enter-next] input[inputmode=numeric]")) {
      field.select();
    }
  }

  document.addEventListener("focusin", (event) => selectNumber(event.target));
  document.addEventListener("htmx:afterSettle", () => selectNumber(document.activeElement));

  document.addEventListener(
    "toggle",
    (event) => {
      if (event.target.matches("details.outcome[open]")) {
        event.target.querySelector("textarea, input")?.focus();
      }
    },
    true,
  );

  document.addEventListener("submit", (event) => {
    if ("choose" in event.target.dataset) {
      const sure = document.createElement("input");
      Object.assign(sure, { type: "hidden", name: "chon", value: "1" });
      event.target.append(sure);
    }
  });

  document.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const search = document.querySelector("[data-choose] input[type=search]");
    if (!step || !search) {
      return;
    }
    const stops = [search, ...document.querySelectorAll("[data-choices] .choice")];
    const here = stops.indexOf(document.activeElement);
    if (here >= 0 && stops[here + step]) {
      event.preventDefault();
      stops[here + step].focus();
    }
  });
}
