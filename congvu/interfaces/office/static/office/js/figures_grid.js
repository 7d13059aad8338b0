// The sheet of figures by keyboard: Enter and arrows walk the column, cells pasted from a
// spreadsheet fill downwards, a changed row is kept at once. Without this script the form keeps
// everything when its button is pressed.

const VALUES = 'input[name^="v-"]';

function column(form) {
  return [...form.querySelectorAll(VALUES)];
}

function walk(form, from, by) {
  const cells = column(form);
  const to = cells[cells.indexOf(from) + by];
  to?.focus();
  to?.select();
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.("form[data-grid]");
  if (!form || !event.target.matches(VALUES) || event.isComposing) {
    return;
  }
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    event.preventDefault();
    walk(form, event.target, event.shiftKey ? -by : by);
  }
});

document.addEventListener("paste", (event) => {
  const form = event.target.closest?.("form[data-grid]");
  if (!form || !event.target.matches(VALUES)) {
    return;
  }
  const lines = event.clipboardData.getData("text").replace(/\r?\n$/, "").split(/\r?\n/);
  if (lines.length < 2) {
    return;
  }
  event.preventDefault();
  const cells = column(form);
  const first = cells.indexOf(event.target);
  lines.forEach((line, i) => {
    const cell = cells[first + i];
    if (cell) {
      cell.value = line.split("\t")[0].trim();
    }
  });
  form.requestSubmit();
});

let waiting = 0; // rows that are on their way
let last = Promise.resolve(); // one after another: a later row never overtakes an earlier one

async function send(name) {
  const row = document.getElementsByName(name)[0]?.closest("tr");
  if (!row) {
    return;
  }
  const form = row.closest("form");
  const data = new URLSearchParams();
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const field of row.querySelectorAll("input[name]")) {
    data.set(field.name, field.value);
  }
  const answer = await fetch(form.action, { method: "POST", body: data }).catch(() => null);
  const kept = answer && (answer.ok || answer.status === 422);
  const page = kept && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page && page.getElementsByName(name)[0]?.closest("tr");
  if (!fresh && page?.querySelector("form[data-grid]")) {
    row.remove(); // kept, and no longer among the rows that this view shows
    return;
  }
  if (!fresh) {
    row.classList.add("figures-grid__unsaved"); // signed out, no network: what was typed stays
    return;
  }
  const focused = row.contains(document.activeElement) ? document.activeElement.name : "";
  row.replaceWith(fresh);
  if (focused) {
    fresh.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
  }
}

function keep(name) {
  waiting += 1;
  last = last.then(() => send(name)).finally(() => {
    waiting -= 1;
  });
}

document.addEventListener("change", (event) => {
  const row = event.target.closest?.("form[data-grid] tr");
  const value = row?.querySelector(VALUES);
  if (value) {
    keep(value.name);
  }
});

// The whole sheet goes when the rows before it have arrived, so that it knows what they made.
// On the window: before submit.js, which lets a form go once.
window.addEventListener(
  "submit",
  async (event) => {
    if (!waiting || !event.target.matches("form[data-grid]")) {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await last;
    event.target.requestSubmit(event.submitter);
  },
  true,
);
