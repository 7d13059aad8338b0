// Beside the text that is being written stand the printed pages of its section, drawn again by the
// server a moment after the last key. One drawing at a time, the newest text next, so that an older
// page never follows a newer one. Where there is no room beside the text, nothing is asked for.

const PAUSE = 1500;
const PATIENCE = 20_000;
const ROOM = window.matchMedia("(min-width: 75rem)"); // as in section_writing.css

const pane = document.querySelector("[data-section-pages]");
const form = document.querySelector("form[data-unfinished]");
const pages = pane?.querySelector("[data-pages]");
const line = pane?.querySelector("[data-pages-said]");
let waiting = 0;
let drawing = false;
let drawn = null;

function page({ src, label }) {
  const picture = document.createElement("img");
  picture.className = "print-page";
  picture.src = src;
  picture.alt = label;
  return picture;
}

async function show(told) {
  if (told.pages) {
    const pictures = told.pages.map(page);
    await Promise.all(pictures.map((one) => one.decode()));
    const { scrollTop } = pages;
    const isFirst = pages.childElementCount === 0;
    pages.replaceChildren(...pictures);
    pages.scrollTop = isFirst && pictures.length ? told.down * pictures[0].offsetHeight - 24 : scrollTop;
  }
  pane.classList.toggle("section-pages--old", !told.pages);
  line.textContent = told.said ?? "";
}

async function draw() {
  const text = form.elements.text.value;
  if (drawing || text === drawn || !ROOM.matches || document.hidden) {
    return;
  }
  drawing = true;
  try {
    const body = new URLSearchParams({
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
      text,
    });
    const answer = await fetch(pane.dataset.sectionPages, {
      method: "POST",
      body,
      signal: AbortSignal.timeout(PATIENCE),
    });
    const isOurs = answer.headers.get("Content-Type")?.startsWith("application/json");
    await show(answer.ok && isOurs ? await answer.json() : { said: line.dataset.failed });
  } catch (error) {
    console.warn("not drawn", error);
    await show({ said: line.dataset.failed });
  }
  drawing = false;
  drawn = text; // what failed is asked for again with the next key, not over and over
  if (form.elements.text.value !== text) {
    soon();
  }
}

function soon() {
  clearTimeout(waiting);
  waiting = setTimeout(draw, PAUSE);
}

if (pane && form) {
  form.addEventListener("input", soon);
  form.addEventListener("change", soon); // a text that ui/js/keep.js brought back
  document.addEventListener("visibilitychange", soon);
  ROOM.addEventListener("change", draw);
  draw();
}
