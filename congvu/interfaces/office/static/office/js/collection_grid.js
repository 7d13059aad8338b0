// The grid of a one-off collection by keyboard: Enter and arrows walk a column, cells pasted from a
// spreadsheet fill a block, a changed row is kept at once. Without this script the form keeps
// everything when its button is pressed.

const VALUES = 'input[name^="v-"]';
const FORM = "form[data-collection-grid]";

function place(input) {
  const cell = input.closest("td");
  return { row: cell.parentElement, column: cell.cellIndex };
}

function at(row, column) {
  return row?.cells[column]?.querySelector(VALUES) ?? null;
}

function below(input, by) {
  const { row, column } = place(input);
  let next = row;
  do {
    next = by > 0 ? next.nextElementSibling : next.previousElementSibling;
  } while (next && !at(next, column));
  return at(next, column);
}

document.addEventListener("keydown", (event) => {
  if (!event.target.matches?.(`${FORM} ${VALUES}`) || event.isComposing) {
    return;
  }
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    event.preventDefault();
    const to = below(event.target, event.shiftKey ? -by : by);
    to?.focus();
    to?.select();
  }
});

document.addEventListener("paste", (event) => {
  if (!event.target.matches?.(`${FORM} ${VALUES}`)) {
    return;
  }
  const text = event.clipboardData.getData("text").replace(/\r?\n$/, "");
  const lines = text.split(/\r?\n/).map((line) => line.split("\t"));
  if (lines.length < 2 && lines[0].length < 2) {
    return;
  }
  event.preventDefault();
  const start = place(event.target);
  let row = start.row;
  for (const line of lines) {
    line.forEach((value, i) => {
      const input = at(row, start.column + i);
      if (input) {
        input.value = value.trim();
      }
    });
    row = row?.nextElementSibling;
  }
  event.target.form.requestSubmit();
});

function rowOf(seen) {
  return document.getElementsByName(seen)[0]?.closest("tr");
}

async function keep(seen) {
  const row = rowOf(seen);
  const form = row.closest("form");
  const data = new URLSearchParams();
  data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const field of row.querySelectorAll("input[name]")) {
    data.set(field.name, field.value);
  }
  const answer = await fetch(form.action, { method: "POST", body: data });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementsByName(seen)[0]?.closest("tr");
  if (!fresh || (!answer.ok && answer.status !== 422)) {
    row.classList.add("collection-grid__unsaved"); // signed out meanwhile: what was typed stays
    return;
  }
  for (const field of row.querySelectorAll(VALUES)) {
    const again = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
    if (again && field.value !== data.get(field.name)) {
      again.value = field.value; // typed while the row was on its way
    }
  }
  const focused = row.contains(document.activeElement) ? document.activeElement.name : "";
  row.replaceWith(fresh);
  if (focused) {
    fresh.querySelector(`[name="${CSS.escape(focused)}"]`)?.focus();
  }
}

let queue = Promise.resolve();

document.addEventListener("focusout", (event) => {
  const input = event.target;
  if (!input.matches?.(`${FORM} ${VALUES}`) || input.value === input.defaultValue) {
    return;
  }
  const seen = input.closest("tr")?.querySelector('input[name^="s-"]')?.name;
  if (seen && input.isConnected) {
    queue = queue.then(() => keep(seen)).catch(() => rowOf(seen)?.classList.add("collection-grid__unsaved"));
  }
});
