/*
Keys for whoever reads a document: from one candidate to the next, and what is done with it. Each key presses a button
or follows a link that stands on the page, so that nothing can be done by keys alone. What a key accepts or dismisses is
sent in the background, one after the other, and work goes on with the next candidate at once.
*/
"use strict";
{
  const keys = document.getElementById("keys");

  const candidates = () => [...document.querySelectorAll(".reader article.candidate")];
  const current = () => candidates().find((one) => one.contains(document.activeElement));

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

  // Those that are being sent are passed over.
  const step = (by) => {
    const all = candidates().filter((one) => !one.closest("form").inert);
    go(all[all.indexOf(current()) + by]);
  };

  let sending = Promise.resolve();
  let waiting = 0;

  // The page as it is after what was sent: where somebody is, and what they chose meanwhile, stays.
  const replace = (found) => {
    const chosen = [...document.querySelectorAll(".reader input[type=radio]:checked")].map((one) => [one.name, one.value]);
    const at = current()?.id;
    const scrolled = document.querySelector(".reader .text")?.scrollTop ?? 0;
    document.querySelector(".reader").replaceWith(found);
    for (const [name, value] of chosen) {
      const one = [...found.querySelectorAll("input[type=radio]")].find((other) => other.name === name && other.value === value);
      if (one) {
        one.checked = true;
      }
    }
    found.querySelector(".keys")?.removeAttribute("hidden");
    const text = found.querySelector(".text");
    if (text) {
      text.scrollTop = scrolled;
    }
    const all = candidates();
    const start = Number(at?.split("-")[1] ?? 0);
    go(document.getElementById(at) ?? all.find((one) => Number(one.id.split("-")[1]) >= start) ?? all[0]);
  };

  const say = (found) => {
    const messages = found.querySelector(".messagelist");
    const held = document.querySelector(".messagelist");
    if (messages && held) {
      held.replaceWith(messages);
    } else if (messages) {
      document.getElementById("content").before(messages);
    }
    messages?.setAttribute("role", "status");
  };

  const send = (form, button) => {
    const address = button.getAttribute("formaction") ?? form.getAttribute("action");
    const data = new URLSearchParams(new FormData(form, button));
    const all = candidates();
    const others = all.filter((one) => !one.closest("form").inert && !form.contains(one));
    go(others.find((one) => all.indexOf(one) > all.indexOf(current())) ?? others[0]);
    form.inert = true;
    waiting += 1;
    sending = sending.then(async () => {
      try {
        const response = await fetch(address, { method: "POST", body: data, keepalive: true });
        const page = new DOMParser().parseFromString(await response.text(), "text/html");
        const found = page.querySelector(".reader");
        waiting -= 1;
        if (!response.ok || !found) {
          // A session that ended, or an error: asked for again, the page says which.
          window.location.reload();
          return;
        }
        say(page);
        if (!waiting || page.querySelector(".messagelist .error")) {
          replace(document.adoptNode(found));
        }
      } catch {
        // Without the network the button does what it does by itself, and the browser says what is wrong.
        form.inert = false;
        form.requestSubmit(button);
      }
    });
  };

  // The button or link of the candidate, or of those that it belongs together with.
  const press = (name) => {
    const one = current();
    const form = one?.closest("form");
    const found = one?.querySelector(`[data-key="${name}"]`) ?? form?.querySelector(`:scope > .steps [data-key="${name}"]`);
    if (!found || form.inert) {
      return;
    }
    if (found.matches("button")) {
      send(form, found);
    } else {
      sending.then(() => found.click());
    }
  };

  const actions = {
    j: () => step(1),
    k: () => step(-1),
    a: () => press("a"),
    e: () => press("e"),
    n: () => press("n"),
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
  if (keys && candidates().length) {
    keys.hidden = false;
  }
  open();
  // Where the next candidate is gone, work goes on with the first.
  if (candidates().length && !current() && location.hash.startsWith("#candidate-")) {
    go(candidates()[0]);
  }
}
