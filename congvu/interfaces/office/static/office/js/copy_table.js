// A button above each table that is, or stands in, [data-copied]: it goes to the clipboard for Word
// (HTML) and for Excel (tab separated), without the rows and cells marked data-copied-not (fields to
// type in). Without this script there is no button; tables are selected by hand.

const words = document.querySelector("[data-copy-words]")?.dataset;

function rows(table) {
  return [...table.rows].filter((row) => !("copiedNot" in row.dataset));
}

function cells(row) {
  return [...row.cells].filter((cell) => !("copiedNot" in cell.dataset));
}

// a number stays a number in a spreadsheet: the fraction noted below it is left out
function said(cell) {
  const note = cell.matches(".num") && cell.querySelector(".datatable__note");
  const bare = note ? cell.cloneNode(true) : cell;
  if (note) {
    bare.querySelectorAll(".datatable__note").forEach((one) => one.remove());
  }
  return bare.innerText.replace(/\s+/g, " ").trim();
}

function asText(table) {
  return rows(table)
    .map((row) => cells(row).map(said).join("\t"))
    .join("\n");
}

function asHtml(table) {
  const copy = document.createElement("table");
  copy.setAttribute("border", "1");
  for (const row of rows(table)) {
    const line = copy.insertRow();
    for (const cell of cells(row)) {
      const made = document.createElement(cell.tagName);
      made.textContent = said(cell);
      made.colSpan = cell.dataset.copiedSpan ?? cell.colSpan;
      made.rowSpan = cell.rowSpan;
      line.append(made);
    }
  }
  return copy.outerHTML;
}

// The clipboard of the browser is there only over HTTPS; an office's own network often has none.
function copyByCommand(html, text) {
  let done = false;
  const give = (event) => {
    event.preventDefault();
    event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
    done = true;
  };
  document.addEventListener("copy", give);
  document.execCommand("copy");
  document.removeEventListener("copy", give);
  return done;
}

async function copy(table) {
  const html = asHtml(table);
  const text = asText(table);
  if (!navigator.clipboard?.write) {
    return copyByCommand(html, text);
  }
  const item = new ClipboardItem({
    "text/html": new Blob([html], { type: "text/html" }),
    "text/plain": new Blob([text], { type: "text/plain" }),
  });
  try {
    await navigator.clipboard.write([item]);
    return true;
  } catch (error) {
    console.warn("the clipboard is closed", error);
    return copyByCommand(html, text);
  }
}

if (words) {
  for (const place of document.querySelectorAll("[data-copied]")) {
    const table = place.matches("table") ? place : place.querySelector("table");
    if (!table) {
      continue; // an empty list
    }
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small button--quiet copy-table";
    button.textContent = words.copyWords;
    button.addEventListener("click", async () => {
      button.textContent = (await copy(table)) ? words.copyDone : words.copyFailed;
      setTimeout(() => (button.textContent = words.copyWords), 3000);
    });
    (table.closest(".sheet__scroll") ?? place).before(button);
  }
}
