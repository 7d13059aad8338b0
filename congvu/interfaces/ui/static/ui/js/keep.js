// Keeps what was typed into form[data-keep="name"] until the server has it: an expired session, a
// conflict or a broken line must cost nobody a word. It lies in sessionStorage only (gone with the
// tab), belongs to one person (gone when another signs in or this one signs out), and never holds
// passwords or files.
//
// data-given on a form says that the server gives back all that was sent and has added to it, as a
// look-up does: nothing is missing then, whatever differs.

const PREFIX = "congvu.kept.";
const body = document.body;
const person = body.dataset.person ?? "";

function keyOf(form) {
  return `${PREFIX}${form.dataset.keep}`;
}

function kept() {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX));
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch (error) {
    console.warn("unreadable", key, error);
    return null;
  }
}

function fields(form) {
  return [...form.elements].filter(
    (field) =>
      field.name &&
      field.name !== "csrfmiddlewaretoken" &&
      !field.disabled &&
      !["password", "file", "hidden", "submit", "button", "reset"].includes(field.type) &&
      !("keepNot" in field.dataset),
  );
}

function values(form) {
  return fields(form).map((field) => {
    if (field.matches("[type=checkbox], [type=radio]")) {
      return [field.name, field.value, field.checked];
    }
    if (field.multiple) {
      return [field.name, [...field.selectedOptions].map((option) => option.value), true];
    }
    return [field.name, field.value, true];
  });
}

function save(form, sent = false) {
  const entry = { person, sent, at: Date.now(), values: values(form) };
  try {
    sessionStorage.setItem(keyOf(form), JSON.stringify(entry));
  } catch (error) {
    console.warn("the browser keeps nothing", error); // full or forbidden: the form works as without
  }
}

function restore(form, entry) {
  const rows = [...entry.values];
  for (const field of fields(form)) {
    const choice = field.matches("[type=checkbox], [type=radio]");
    const at = rows.findIndex(
      ([name, value]) => name === field.name && (!choice || value === field.value),
    );
    if (at < 0) {
      continue;
    }
    const [[, value, on]] = rows.splice(at, 1);
    if (choice) {
      field.checked = on;
    } else if (field.multiple) {
      [...field.options].forEach((option) => (option.selected = value.includes(option.value)));
    } else {
      field.value = value;
    }
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

// Words were typed before this script came.
function begun(form) {
  return fields(form).some((field) =>
    field.matches("[type=checkbox], [type=radio]")
      ? field.checked !== field.defaultChecked
      : "defaultValue" in field && field.value !== field.defaultValue,
  );
}

function differs(form, entry) {
  return JSON.stringify(values(form)) !== JSON.stringify(entry.values);
}

function offer(form, entry) {
  const notice = document.createElement("div");
  notice.className = "notice notice--warning";
  notice.setAttribute("role", "status");
  const when = new Date(entry.at).toLocaleTimeString("vi-VN", { hour: "2-digit", minute: "2-digit" });
  const words = document.createElement("div");
  words.className = "notice__body";
  words.textContent = `${body.dataset.unsavedTitle} (${when}).`;
  const buttons = document.createElement("div");
  buttons.className = "notice__actions";
  for (const [label, act] of [
    [body.dataset.unsavedRestore, () => restore(form, entry)],
    [body.dataset.unsavedDrop, () => sessionStorage.removeItem(keyOf(form))],
  ]) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = label;
    button.addEventListener("click", () => (act(), notice.remove()));
    buttons.append(button);
  }
  words.append(buttons);
  notice.append(words);
  form.before(notice);
}

// The server took it: a page that is no error page and lacks the form, or brings it with a success.
function taken(entry, form) {
  if (!entry.sent || "keepUnsaved" in body.dataset) {
    return false;
  }
  return !form || document.querySelector("[data-message-area] .notice--success") !== null;
}

for (const key of kept()) {
  const entry = read(key);
  const form = document.querySelector(`form[data-keep="${CSS.escape(key.slice(PREFIX.length))}"]`);
  const belongs = entry && (!person || entry.person === person);
  const given = entry?.sent && form && "given" in form.dataset;
  if (!belongs || taken(entry, form)) {
    sessionStorage.removeItem(key);
  } else if (form && !given && differs(form, entry)) {
    offer(form, entry);
  } else if (form && entry.sent) {
    save(form); // all of it is back in the page, and still not recorded
  }
}
for (const form of document.querySelectorAll("form[data-keep]")) {
  if (sessionStorage.getItem(keyOf(form)) === null && begun(form)) {
    save(form);
  }
}

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.dataset.keep) {
    save(form);
  }
});
document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("forget" in form.dataset) {
    kept().forEach((key) => sessionStorage.removeItem(key));
  } else if (form.dataset.keep) {
    save(form, true);
  }
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.target.closest?.("form[data-keep]");
  if (form && event.detail.successful && event.detail.requestConfig.verb !== "get") {
    sessionStorage.removeItem(keyOf(form));
  }
});
