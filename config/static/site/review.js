/*
Keys for whoever reviews an update. Each key moves the focus, or presses a button or follows a link that stands on the
page, so that nothing can be done by keys alone.
*/
"use strict";
{
  const page = document.querySelector(".review");
  const rows = [...document.querySelectorAll(".review article.judged")];
  const current = () => rows.find((row) => row.contains(document.activeElement));
  const field = (row) => row?.querySelector("textarea");

  const go = (row) => {
    row?.focus();
    row?.scrollIntoView({ block: "start" });
  };

  // Judged rows are passed by only by j and k; work goes on with the one after.
  const step = (by) => {
    const at = rows.indexOf(current());
    go(at < 0 ? rows[0] : rows[at + by]);
  };

  const press = (name) => current()?.querySelector(`[data-key="${name}"]`)?.click();

  // The comment first; the button is what Ctrl+Enter presses then.
  let waiting = null;
  const write = (name) => {
    const row = current();
    const button = row?.querySelector(`[data-key="${name}"]`);
    if (button && field(row)) {
      waiting = button;
      field(row).focus();
    } else {
      button?.click();
    }
  };

  const actions = {
    j: () => step(1),
    k: () => step(-1),
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    a: () => press("a"),
    r: () => write("r"),
    c: () => write("c"),
    e: () => press("e"),
    p: () => {
      const heading = document.getElementById("publishing");
      heading?.focus();
      heading?.scrollIntoView({ block: "start" });
    },
  };

  document.addEventListener("keydown", (event) => {
    if (!page || event.repeat || event.altKey) {
      return;
    }
    const typing = event.target.closest("input:not([type=hidden]), textarea, select, [contenteditable]");
    if (typing) {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        const form = typing.closest("form");
        form.requestSubmit(waiting && form.contains(waiting) ? waiting : form.querySelector('[data-key="c"], button'));
      } else if (event.key === "Escape") {
        waiting = null;
        (current() ?? typing).focus();
      }
      return;
    }
    // Arrows scroll where no row has the focus.
    const arrow = event.key.startsWith("Arrow");
    if (event.ctrlKey || event.metaKey || event.shiftKey || !Object.hasOwn(actions, event.key) || (arrow && !current())) {
      return;
    }
    event.preventDefault();
    actions[event.key]();
  });

  const keys = document.getElementById("keys");
  if (keys && rows.length) {
    keys.hidden = false;
  }
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const refused = document.querySelector(".review [aria-invalid]");
  if (refused) {
    refused.focus();
  } else if (target) {
    target.focus();
  }
}
