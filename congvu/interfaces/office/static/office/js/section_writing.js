// What is being written of a section is kept on the server every few seconds and when the page is
// left. Without this script the form keeps everything when its button is pressed; when the server
// cannot be reached or asks to sign in, the words stay on the page (and in ui/js/keep.js).

const PAUSE = 3000;
const MOST_WHILE_LEAVING = 60_000; // a request that outlives its page may carry no more

const form = document.querySelector("form[data-unfinished]");
const status = form?.querySelector("[data-unfinished-status]");
let waiting = 0;
let kept = form?.elements.text.value;
let sent = false;

function typed({ tone, said }) {
  const line = document.createElement("li");
  line.className = `margin-mark margin-mark--${tone}`;
  line.textContent = said;
  return line;
}

function tell(answer) {
  const said = [`${status.dataset.kept} ${answer.kept}`];
  if (answer.newer) {
    said.push(`${answer.newer} ${status.dataset.newer}`);
  }
  if (answer.others) {
    said.push(`${status.dataset.others} ${answer.others}`);
  }
  status.textContent = `${said.join(". ")}.`;
  form.querySelector("[data-blanks]").textContent = answer.blanks;
  form.querySelector("[data-typed]").replaceChildren(...answer.typed.map(typed));
}

async function keep({ leaving = false } = {}) {
  clearTimeout(waiting);
  const text = form.elements.text.value;
  if (sent || text === kept) {
    return;
  }
  const body = new URLSearchParams({
    csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value,
    seen: form.elements.seen.value,
    text,
  });
  const keepalive = leaving && body.toString().length < MOST_WHILE_LEAVING;
  try {
    const answer = await fetch(form.dataset.unfinished, { method: "POST", body, keepalive });
    const is_ours = answer.headers.get("Content-Type")?.startsWith("application/json");
    const told = is_ours ? await answer.json() : {}; // signed out meanwhile: a page, no answer
    if (told.kept) {
      kept = text;
      tell(told);
    } else {
      status.textContent = told.refused ?? status.dataset.lost;
    }
  } catch (error) {
    console.warn("not kept", error);
    status.textContent = status.dataset.lost;
  }
}

if (form) {
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  });
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") {
      keep({ leaving: true });
    }
  });
  window.addEventListener("pagehide", () => keep({ leaving: true }));
  window.addEventListener("pageshow", () => {
    sent = false; // back from the browser's memory: writing goes on
  });
}
