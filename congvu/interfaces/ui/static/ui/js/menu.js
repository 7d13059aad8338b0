// Menus are <details>, which stay open; this closes them as people expect of menus, and opens one
// to the right where it would cover what stands left of the content.
// Also shows the buttons that can only work with a script, and where in a long column one is.

function closeOthers(kept) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (menu !== kept) {
      menu.open = false;
    }
  }
}

document.addEventListener("click", (event) => {
  closeOthers(event.target.closest("details[data-menu]"));
  if (event.target.closest("[data-print]")) {
    window.print();
  }
});

document.addEventListener(
  "toggle",
  (event) => {
    const list = event.target.matches("details[data-menu][open]") && event.target.querySelector(".menu__body");
    const content = list && event.target.closest("main");
    if (content && list.getBoundingClientRect().left < content.getBoundingClientRect().left) {
      list.classList.add("menu__body--start");
    }
  },
  true,
);

document.addEventListener("focusin", (event) => {
  closeOthers(event.target.closest("details[data-menu]"));
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

for (const list of document.querySelectorAll(".sidenav--desk .sidenav__list")) {
  const here = list.querySelector("[aria-current]");
  if (here && here.offsetTop + here.offsetHeight > list.clientHeight) {
    list.scrollTop = here.offsetTop - list.clientHeight / 2;
  }
}

for (const button of document.querySelectorAll("[data-print][hidden]")) {
  button.hidden = false;
}
