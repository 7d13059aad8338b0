// The sheet of figures by keyboard: Enter and arrows walk the column, cells pasted from a
// spreadsheet find their rows (figures_paste.js), a changed row is kept as soon as it is left.
// Whoever goes away before that is asked. Without this script the form keeps everything when its
// button is pressed.

const GRID = "form[data-grid]";
const VALUES = 'input[name^="v-"]';
const UNSAVED = "figures-grid__unsaved";

function walk(form, from, by) {
  const cells = [...form.querySelectorAll(VALUES)];
  const to = cells[cells.indexOf(from) + by];
  if (!to) {
    from.blur(); // the last cell is left too
  }
  (to ?? from).focus();
  (to ?? from).select();
}

document.addEventListener("keydown", (event) => {
  const form = event.target.closest?.(GRID);
  if (!form || !event.target.matches(VALUES) || event.isComposing) {
    return;
  }
  const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (by) {
    event.preventDefault();
    walk(form, event.target, event.shiftKey ? -by : by);
  }
});

let waiting = 0; // rows that are on their way
let last = Promise.resolve(); // one after another: a later row never overtakes an earlier one
let exchanging = false; // a row gives way to a fresh one: nobody has left its cell

function cell(name) {
  return document.getElementsByName(name)[0];
}

// The fresh row takes the place of what was sent; what was typed since then stays in it.
function exchange(row, fresh, sent) {
  const focused = row.contains(document.activeElement) ? document.activeElement : null;
  for (const field of row.querySelectorAll('input[type="text"]')) {
    const same = fresh.querySelector(`[name="${CSS.escape(field.name)}"]`);
    if (same && field.value !== sent.get(field.name)) {
      same.value = field.value;
    }
  }
  exchanging = true;
  row.replaceWith(fresh);
  const again = focused && fresh.querySelector(`[name="${CSS.escape(focused.name)}"]`);
  again?.focus();
  again?.setSelectionRange(focused.selectionStart, focused.selectionEnd);
  exchanging = false;
}

async function send(names, stay) {
  const rows = names.map((name) => cell(name)?.closest("tr")).filter(Boolean);
  if (!rows.length) {
    return;
  }
  const form = rows[0].closest("form");
  const sent = new URLSearchParams();
  sent.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const field of rows.flatMap((row) => [...row.querySelectorAll("input[name]")])) {
    sent.set(field.name, field.value);
  }
  const to = new URL(form.action);
  if (stay) {
    to.searchParams.set("giu", names.map((name) => name.slice(2)).join(","));
  }
  const answer = await fetch(to, { method: "POST", body: sent, keepalive: true }).catch(() => null);
  const kept = answer && (answer.ok || answer.status === 422);
  const page = kept ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
  for (const row of rows) {
    const fresh = page && page.getElementsByName(row.querySelector(VALUES).name)[0]?.closest("tr");
    if (fresh) {
      exchange(row, fresh, sent);
    } else if (page?.querySelector(GRID)) {
      row.remove(); // kept, and no longer among the rows that this view shows
    } else {
      row.classList.add(UNSAVED); // signed out, no network: what was typed stays
    }
  }
  document.querySelector("[data-unsaved-notice]").hidden = !document.querySelector(`.${UNSAVED}`);
}

// Rows that are to stay are shown again also by a view that would leave them out.
function keep(names, stay = false) {
  waiting += 1;
  last = last
    .then(() => send(names, stay))
    .finally(() => {
      waiting -= 1;
    });
  return last;
}

document.addEventListener("figures:keep", (event) => {
  event.detail.kept = keep(event.detail.names, true);
});

document.addEventListener("focusout", (event) => {
  const row = event.target.closest?.(`${GRID} tr`);
  const value = row?.querySelector(VALUES);
  if (value && !exchanging && event.target.value !== event.target.defaultValue) {
    keep([value.name]);
  }
});

// Leaving waits for rows on their way; whoever leaves something that the server has not is asked.
function unkept() {
  const fields = [...document.querySelectorAll(`${GRID} input[type="text"]`)];
  return fields.some(
    (field) => field.value !== field.defaultValue || field.getAttribute("aria-invalid") === "true",
  );
}

let sent = false;
window.addEventListener("beforeunload", (event) => {
  if (!sent && (waiting || unkept())) {
    event.preventDefault();
  }
});
window.addEventListener("pageshow", () => (sent = false));
document.addEventListener("submit", (event) => {
  sent = event.target.matches(GRID) && !event.defaultPrevented;
});

document.addEventListener("click", async (event) => {
  const link = event.target.closest?.("a[href]:not([target])");
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey; // another tab, another window
  if (link && waiting && !event.defaultPrevented && !elsewhere) {
    event.preventDefault();
    await last;
    link.click();
  }
});

// Who signed in anew, in another tab, has another token; without it nothing would be taken.
async function renewToken(form) {
  const answer = await fetch(form.action).catch(() => null);
  const page = answer && new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page?.querySelector(`${GRID} [name=csrfmiddlewaretoken]`);
  if (fresh) {
    form.querySelector("[name=csrfmiddlewaretoken]").value = fresh.value;
  }
}

// The whole sheet goes when the rows before it have arrived, so that it knows what they made. Where
// one of them was refused meanwhile, its words are read first; where the server cannot be reached,
// the page stays with all that was typed.
// On the window: before submit.js, which lets a form go once.
window.addEventListener(
  "submit",
  async (event) => {
    const form = event.target;
    const lost = form.matches(GRID) ? [...form.querySelectorAll(`.${UNSAVED} ${VALUES}`)] : [];
    if ((!waiting && !lost.length) || form.method !== "post") {
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    if (lost.length) {
      await renewToken(form);
      keep(lost.map((field) => field.name));
    }
    await last;
    const stays = form.matches(GRID) && form.querySelector(`[aria-invalid="true"], .${UNSAVED} ${VALUES}`);
    if (stays) {
      stays.scrollIntoView({ block: "center" });
      stays.focus();
    } else {
      form.requestSubmit(event.submitter);
    }
  },
  true,
);
