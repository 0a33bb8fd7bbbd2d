// What a script adds to the pages, which work without it: keys, suggestions in
// the search box, a button that copies the command.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  keys();
  suggestions();
  copying();
});

// keys: / search, j k items, Enter open, n p pages, g home, ? the list of keys.
function keys() {
  const dialog = document.getElementById("keys");
  document.addEventListener("keydown", (event) => {
    const at = event.target;
    if (event.ctrlKey || event.metaKey || event.altKey || at.isContentEditable || /^(INPUT|TEXTAREA|SELECT|CANVAS)$/.test(at.tagName) || at.closest(".hearsay-graph")) {
      return;
    }
    const act = {
      "/": () => { const q = document.getElementById("q"); q.focus(); q.select(); },
      "j": () => step(1),
      "k": () => step(-1),
      "n": () => follow('a[rel="next"]'),
      "p": () => follow('a[rel="prev"]'),
      "g": () => { location.href = "/"; },
      "?": () => { if (dialog.open) { dialog.close(); } else { dialog.showModal(); } },
      "Enter": () => { if (at.matches("[data-item]")) { const a = at.querySelector("[data-open]"); if (a) { a.click(); } } else { return false; } },
    }[event.key];
    if (act && !(dialog.open && event.key !== "?") && act() !== false) {
      event.preventDefault();
    }
  });
}

// step moves to the next or the previous item; from none to the first on the screen.
function step(by) {
  const items = Array.from(document.querySelectorAll("[data-item]"));
  let i = items.findIndex((item) => item === document.activeElement || item.contains(document.activeElement));
  if (i < 0) {
    i = items.findIndex((item) => item.getBoundingClientRect().top > 0) - (by > 0 ? 1 : 0);
  }
  const next = items[Math.max(0, Math.min(items.length - 1, i + by))];
  if (next) {
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "nearest" });
  }
}

function follow(selector) {
  const a = document.querySelector(selector);
  if (!a) {
    return false;
  }
  a.click();
}

// suggestions fill the list of the search box, and of the fields that take names,
// with names that begin like what is typed.
function suggestions() {
  const list = document.getElementById("suggestions");
  let timer = 0, last = "";
  document.querySelectorAll("input[list=suggestions]").forEach((input) => {
    input.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => fill(input.value.trim()), 120);
    });
  });
  async function fill(text) {
    if (text.length < 2 || text === last) {
      return;
    }
    last = text;
    try {
      const response = await fetch("/search.json?q=" + encodeURIComponent(text));
      if (!response.ok || text !== last) {
        return;
      }
      list.replaceChildren(...(await response.json()).map((name) => {
        const option = document.createElement("option");
        option.value = name.name;
        option.label = name.type + ", " + name.claims + (name.claims === 1 ? " claim" : " claims");
        return option;
      }));
    } catch {
      last = ""; // without the server there are no suggestions
    }
  }
}

// copying puts the text of an element into the clipboard.
function copying() {
  if (!navigator.clipboard) {
    return;
  }
  document.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      button.textContent = "Copied";
      setTimeout(() => { button.textContent = "Copy"; }, 1500);
    });
  });
}
