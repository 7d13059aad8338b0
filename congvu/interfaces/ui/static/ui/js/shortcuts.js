// Keys that reach a control at once: data-shortcut="/" or "Alt+N" on the control that shows them.
// A field is focused, anything else is pressed. Without this script the controls are merely clicked.
// No module and not deferred: a key counts from the moment that a field can have the focus.

"use strict";

{
  const EDITABLE = "input, textarea, select, [contenteditable]";

  function spelled(event) {
    // event.code, not event.key: Vietnamese input methods change what a key writes.
    const letter = event.code.replace(/^(Key|Digit|Numpad)/, "");
    if (event.altKey && !event.ctrlKey && !event.metaKey) {
      return `Alt+${event.shiftKey ? "Shift+" : ""}${letter}`;
    }
    if (/^F\d+$/.test(event.key) && !event.ctrlKey && !event.metaKey) {
      return event.key;
    }
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.target.matches(EDITABLE)) {
      return "/";
    }
    return "";
  }

  function visible(element) {
    return element.getClientRects().length > 0 && !element.disabled;
  }

  function controlOf(keys) {
    return [...document.querySelectorAll("[data-shortcut]")].find(
      (element) => element.dataset.shortcut === keys && visible(element),
    );
  }

  function reach(control) {
    control?.focus();
    if (control?.matches("input:not([type=checkbox], [type=radio]), textarea, select")) {
      control.select?.();
    } else {
      control?.click();
    }
  }

  // What is pressed before the other scripts are there waits for them, once: they keep what was
  // typed and send a form only once. setTimeout lets those that wait for the page be ready first.
  const waiting = new Map();
  let ready = false;

  document.addEventListener("DOMContentLoaded", () =>
    setTimeout(() => {
      ready = true;
      waiting.forEach((act) => act());
    }),
  );

  // for scripts with keys of their own too
  window.whenAllIsThere = (keys, act) => (ready ? act() : waiting.set(keys, act));

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.repeat) {
      return;
    }
    const keys = spelled(event);
    if (!keys) {
      return;
    }
    if (controlOf(keys)) {
      event.preventDefault();
    }
    window.whenAllIsThere(keys, () => reach(controlOf(keys)));
  });
}
