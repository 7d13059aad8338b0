// Units among all below: words narrow the list at once, a kind is chosen as a whole, what is chosen
// is counted. Without this script the same buttons are answered by the server.

const field = document.querySelector("[data-units]");

function fold(text) {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

function count() {
  for (const group of field.querySelectorAll("[data-units-group]")) {
    const boxes = [...group.querySelectorAll("input[name=units]")];
    const chosen = boxes.filter((box) => box.checked).length;
    group.querySelector("[data-units-count]").textContent = `${chosen}/${boxes.length}`;
  }
  const total = field.querySelector("[data-units-total]");
  const chosen = field.querySelectorAll("input[name=units]:checked").length;
  total.textContent = total.textContent.replace(/\d+/, chosen);
}

function narrow(words) {
  const wanted = fold(words).split(" ").filter(Boolean);
  for (const group of field.querySelectorAll("[data-units-group]")) {
    let shown = 0;
    for (const label of group.querySelectorAll("[data-units-name]")) {
      label.dataset.folded ??= ` ${fold(label.dataset.unitsName)}`;
      label.hidden = !wanted.every((word) => label.dataset.folded.includes(` ${word}`));
      shown += label.hidden ? 0 : 1;
    }
    if (wanted.length) {
      group.open = shown > 0;
    }
  }
}

if (field) {
  field.querySelector("[data-units-words]").addEventListener("input", (event) => narrow(event.target.value));
  field.addEventListener("change", count);
  field.addEventListener("click", (event) => {
    const [act, key] = event.target.closest("button[name=viec]")?.value.split(":") ?? [];
    if (act === "tim") {
      event.preventDefault();
      narrow(field.querySelector("[data-units-words]").value);
    }
    if (act !== "tat-ca" && act !== "bo") {
      return;
    }
    event.preventDefault();
    const within = key ? `[data-units-group="${key}"] ` : "";
    for (const box of field.querySelectorAll(`${within}input[name=units]`)) {
      box.checked = act === "tat-ca";
    }
    count();
  });
}
