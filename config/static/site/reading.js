/*
Keys for whoever reads a document: from one candidate to the next, and what is done with it. Each key presses a button
or follows a link that stands on the page, so that nothing can be done by keys alone.
*/
"use strict";
{
  const candidates = [...document.querySelectorAll(".reader article.candidate")];
  const keys = document.getElementById("keys");

  const current = () => candidates.find((one) => one.contains(document.activeElement));

  const show = (one) => {
    document.querySelector("mark.is-current")?.classList.remove("is-current");
    const mark = document.getElementById(one.id.replace("candidate", "text"));
    const text = mark?.closest(".text");
    if (!mark) {
      return;
    }
    mark.classList.add("is-current");
    // Only where the text scrolls by itself: on a narrow page it stands below, and nothing should move there.
    if (getComputedStyle(text).position === "sticky") {
      text.scrollTop += mark.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;
    }
  };

  const go = (one) => {
    one?.focus();
    one?.scrollIntoView({ block: "nearest" });
  };

  // The button of the candidate, or of those that it belongs together with.
  const press = (name) => {
    const one = current();
    const all = one?.querySelector(`[data-key="${name}"]`) ?? one?.closest("form").querySelector(`:scope > .steps [data-key="${name}"]`);
    all?.click();
  };

  const actions = {
    j: () => go(candidates[candidates.indexOf(current()) + 1]),
    k: () => go(candidates[candidates.indexOf(current()) - 1]),
    a: () => press("a"),
    e: () => press("e"),
    d: () => press("d"),
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=radio]), textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat || !Object.hasOwn(actions, event.key)) {
      return;
    }
    event.preventDefault();
    actions[event.key]();
  });

  document.addEventListener("focusin", () => {
    const one = current();
    if (one) {
      show(one);
    }
  });

  // A link to a number left out opens the list that it stands in.
  const open = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target) {
      target.closest("details")?.setAttribute("open", "");
      target.focus();
    }
  };

  window.addEventListener("hashchange", open);
  if (keys && candidates.length) {
    keys.hidden = false;
  }
  open();
  // Where the next candidate is gone, work goes on with the first.
  if (candidates.length && !current() && location.hash.startsWith("#candidate-")) {
    go(candidates[0]);
  }
}
