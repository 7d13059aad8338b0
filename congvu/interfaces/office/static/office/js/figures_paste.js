// A table pasted into the sheet of figures: its cells find their rows, by the rows' codes where the
// first column has them, else from the chosen cell downwards; what was done is told in a line, and
// can be undone. figures_grid.js keeps them.

const VALUES = 'input[name^="v-"]';
const FIGURES = /^(số liệu( nhập)?|kết quả|giá trị)$/i; // as our spreadsheet and annexes call them
const FOURTH = 3; // where they have their figures: code, name, unit, figure

// Lines of trimmed cells; a spreadsheet puts a cell with line breaks between quotation marks.
function table(text) {
  const lines = [[]];
  const cells = /("(?:[^"]|"")*"(?=[\t\r\n]|$)|[^\t\r\n]*)(\t|\r?\n|$)/g;
  for (const [all, cell, end] of text.normalize("NFC").replace(/\r?\n$/, "").matchAll(cells)) {
    if (!all && lines.at(-1).length) {
      break;
    }
    lines.at(-1).push(cell.replace(/^"([^]*)"$/, "$1").replaceAll('""', '"').trim());
    if (end && end !== "\t") {
      lines.push([]);
    }
  }
  return lines.map((line) => (line.length ? line : [""]));
}

function byCode(inputs, block) {
  const codes = block.map((line) => line[0].split(/\s/)[0]);
  const at = codes.map((code) => inputs.findIndex((input) => input.name === `v-${code}`));
  const found = at.filter((place) => place >= 0);
  const widest = Math.max(...block.map((line) => line.length));
  const inOrder = found.every((place, i) => !i || place > found[i - 1]);
  if (!found.length || widest < 2 || !inOrder) {
    return null; // figures may look like codes; then they are not in the order of the rows
  }
  const heading = block.find((line) => line.some((cell) => FIGURES.test(cell)));
  const column = heading
    ? heading.findIndex((cell) => FIGURES.test(cell))
    : Math.min(FOURTH, widest - 1);
  return block
    .map((line, i) => ({ input: inputs[at[i]], text: line[column] ?? "" }))
    .filter((one) => one.input);
}

// Line by line where the lines of headings are blank, as a column of a whole annex has them;
// otherwise from one cell that can be filled to the next.
function downwards(target, inputs, block) {
  const rows = [...target.form.querySelectorAll("tbody tr")];
  const from = rows.indexOf(target.closest("tr"));
  const lines = block.map((line, i) => ({
    row: rows[from + i],
    input: rows[from + i]?.querySelector(VALUES),
    text: line[0],
  }));
  const headings = lines.filter((line) => line.row?.matches(".figures-grid__heading"));
  const closed = lines.filter((line) => line.row && !line.input);
  if ((headings.length ? headings : closed).every((line) => !line.text)) {
    return lines;
  }
  const first = inputs.indexOf(target);
  return block.map((line, i) => ({ input: inputs[first + i], text: line[0] }));
}

function placed(target, block) {
  const inputs = [...target.form.querySelectorAll(VALUES)];
  return byCode(inputs, block) ?? downwards(target, inputs, block);
}

function cell(name) {
  return document.getElementsByName(name)[0];
}

// What a paste did, in a line that is read out; "undo" puts the former values back.
const said = document.querySelector("[data-pasted]");

function tell(words, counts, undo) {
  const [line, button] = [said.querySelector("[role=status]"), said.querySelector("button")];
  line.textContent = words.map((word) => said.dataset[word].replace("{n}", counts[word])).join(" ");
  button.hidden = !undo;
  button.onclick = undo;
  said.hidden = false;
}

async function fill(cells) {
  for (const one of cells) {
    cell(one.name).value = one.value;
  }
  const asked = { names: cells.map((one) => one.name) };
  document.dispatchEvent(new CustomEvent("figures:keep", { detail: asked }));
  await asked.kept;
  return cells.filter((one) => {
    one.put = cell(one.name)?.value;
    return cell(one.name)?.closest("tr").matches(':has([aria-invalid="true"]), .figures-grid__unsaved');
  }).length;
}

async function undo(cells) {
  said.querySelector("button").hidden = true;
  const mine = cells.filter((one) => cell(one.name)?.value === one.put); // not typed over since
  const former = mine.map((one) => ({ name: one.name, value: one.was }));
  const refused = await fill(former);
  tell(refused ? ["undone", "refused"] : ["undone"], { undone: former.length, refused });
}

document.addEventListener("paste", async (event) => {
  const form = event.target.closest?.("form[data-grid]");
  if (!form || !event.target.matches(VALUES)) {
    return;
  }
  const block = table(event.clipboardData.getData("text"));
  if (block.length < 2 && block[0].length < 2) {
    return;
  }
  event.preventDefault();
  // a blank says nothing: it is no 0, and clears nothing
  const lines = placed(event.target, block).filter((line) => line.text);
  const cells = lines
    .filter((line) => line.input)
    .map(({ input, text }) => ({ name: input.name, value: text, was: input.value }));
  const counts = { filled: cells.length, nowhere: lines.length - cells.length };
  counts.refused = await fill(cells);
  const words = ["filled", "refused", "nowhere"].filter((word) => word === "filled" || counts[word]);
  tell(words, counts, cells.length ? () => undo(cells) : null);
});
