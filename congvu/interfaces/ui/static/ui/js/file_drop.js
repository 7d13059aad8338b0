// Lets files fall on a file input and names what will be sent. The input itself does the sending,
// so without this script it is an ordinary input; types and sizes are judged by the server.

const OVER = "file-drop--over";
const MB = 1024 * 1024;

function size(bytes) {
  const units = bytes < MB ? [bytes / 1024, "KB"] : [bytes / MB, "MB"];
  return `${units[0].toLocaleString("vi-VN", { maximumFractionDigits: 1 })} ${units[1]}`;
}

function tooLarge(area, file) {
  const limit = Number(area.dataset.maxMb);
  return limit > 0 && file.size > limit * MB;
}

function list(area, refused = []) {
  const input = area.querySelector("input[type=file]");
  const rows = [...input.files].map((file) => row(file.name, size(file.size)));
  const out = refused.map((file) => {
    const item = row(file.name, `${size(file.size)}, ${area.dataset.tooLarge}`);
    item.className = "file-drop__refused";
    return item;
  });
  area.querySelector("[data-file-list]").replaceChildren(...rows, ...out);
}

function row(name, note) {
  const item = document.createElement("li");
  const words = document.createElement("span");
  const amount = document.createElement("span");
  words.textContent = name;
  amount.textContent = note;
  item.append(words, amount);
  return item;
}

function take(area, files) {
  const input = area.querySelector("input[type=file]");
  const refused = files.filter((file) => tooLarge(area, file));
  const kept = files.filter((file) => !tooLarge(area, file));
  const chosen = new DataTransfer();
  const wanted = input.multiple ? kept : kept.slice(0, 1);
  wanted.forEach((file) => chosen.items.add(file));
  input.files = chosen.files;
  list(area, refused);
}

document.addEventListener("change", (event) => {
  const area = event.target.closest?.("[data-file-drop]");
  if (area && event.target.matches("input[type=file]")) {
    take(area, [...event.target.files]);
  }
});

document.addEventListener("dragover", (event) => {
  const area = event.target.closest?.("[data-file-drop]");
  if (area) {
    event.preventDefault();
    area.classList.add(OVER);
  }
});

document.addEventListener("dragleave", (event) => {
  const area = event.target.closest?.("[data-file-drop]");
  if (area && !area.contains(event.relatedTarget)) {
    area.classList.remove(OVER);
  }
});

document.addEventListener("drop", (event) => {
  const area = event.target.closest?.("[data-file-drop]");
  if (!area) {
    return;
  }
  event.preventDefault();
  area.classList.remove(OVER);
  const input = area.querySelector("input[type=file]");
  const before = input.multiple ? [...input.files] : [];
  take(area, [...before, ...event.dataTransfer.files]);
  input.dispatchEvent(new Event("input", { bubbles: true }));
});
