// What a script adds to the pages, which work without it: keys, suggestions in
// the search box, a button that copies the command, completion in the console.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  keys();
  suggestions();
  copying();
  completion();
  addressing();
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
      const response = await fetch("/suggest.json?q=" + encodeURIComponent(text));
      if (!response.ok || text !== last) {
        return;
      }
      list.replaceChildren(...(await response.json()).map((name) => {
        const option = document.createElement("option");
        option.value = name.text;
        option.label = name.name + " · " + name.type + ", " + name.claims + (name.claims === 1 ? " claim" : " claims");
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

// completion offers the words that begin like what is typed in the console's
// script: Tab takes one, arrows choose, Escape closes the list. Ctrl-Enter runs.
function completion() {
  const area = document.getElementById("script"), words = document.getElementById("completions");
  if (!area || !words) {
    return;
  }
  const all = Array.from(words.options, (option) => [option.value, option.label]);
  const list = document.createElement("ul");
  list.className = "completions";
  list.id = "completion-list";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Words that begin like this");
  list.hidden = true;
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  let found = [], at = 0, chosen = false;
  const typed = () => {
    const before = /(?:<|\bg\.)?[A-Za-z]*$/.exec(area.value.slice(0, area.selectionStart));
    return before === null ? "" : before[0];
  };
  const show = (some) => {
    found = some;
    at = 0;
    chosen = false;
    paint();
  };
  const paint = () => {
    list.hidden = found.length === 0;
    list.replaceChildren(...found.map(([word, means], i) => {
      const item = document.createElement("li");
      item.id = "completion-" + i;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", i === at);
      const code = document.createElement("code"), sub = document.createElement("span");
      code.textContent = word;
      sub.textContent = means;
      sub.className = "sub";
      item.append(code, sub);
      item.addEventListener("mousedown", (event) => { event.preventDefault(); take(i); });
      return item;
    }));
    if (found.length > 0) {
      area.setAttribute("aria-activedescendant", "completion-" + at);
    } else {
      area.removeAttribute("aria-activedescendant");
    }
  };
  const take = (i) => {
    const end = area.selectionStart;
    area.setRangeText(found[i][0], end - typed().length, end, "end");
    show([]);
  };
  area.addEventListener("input", () => {
    const text = typed().toLowerCase();
    show(text === "<" || text.length > 1 ? all.filter(([word]) => word.toLowerCase().startsWith(text)).slice(0, 8) : []);
  });
  area.addEventListener("blur", () => show([]));
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      area.form.requestSubmit();
      return;
    }
    const act = found.length === 0 ? undefined : {
      "ArrowDown": () => { at = (at + 1) % found.length; chosen = true; paint(); },
      "ArrowUp": () => { at = (at + found.length - 1) % found.length; chosen = true; paint(); },
      "Tab": () => take(at),
      "Enter": () => { if (!chosen) { return false; } take(at); },
      "Escape": () => show([]),
    }[event.key];
    if (act && act() !== false) {
      event.preventDefault();
    }
  });
}

// addressing puts the query that ran, and those before it, into the address.
function addressing() {
  const link = document.querySelector("[data-address]");
  if (link) {
    history.replaceState(null, "", link.href);
  }
}
