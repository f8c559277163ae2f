/*
The page of a job, kept up to date: the server makes the words, and this puts them in. Without it the page has a
link to reload it. Where only the numbers change, nothing but these is touched, so that nobody loses their place.
*/
"use strict";
{
  const SOON = 1000;
  const LATER = 4000;
  // The first minute is watched closely. After half an hour the page rests, so that it does not keep a session open.
  const CLOSELY = 60 * 1000;
  const LONGEST = 30 * 60 * 1000;
  const state = document.getElementById("job-state");
  const said = document.getElementById("job-said");
  const begun = Date.now();
  let words = null;

  const show = (answer) => {
    const now = JSON.stringify(answer.words);
    const bar = state.querySelector("progress");
    if (now === words && bar) {
      if (answer.total) {
        bar.max = answer.total;
        bar.value = answer.done;
      } else {
        bar.removeAttribute("value");
      }
      state.querySelector(".count").textContent = answer.count.trim();
      return;
    }
    const hadFocus = state.contains(document.activeElement);
    state.innerHTML = answer.html;
    // The first answer says what the page has said already.
    if (words !== null) {
      said.textContent = state.querySelector(".said").textContent.replace(/\s+/g, " ").trim();
    }
    words = now;
    if (hadFocus) {
      (state.querySelector("input[type=submit], a.button") ?? document.querySelector("h1"))?.focus();
    }
  };

  const rest = (sentence) => {
    const line = document.createElement("p");
    line.className = "help";
    line.textContent = sentence;
    state.append(line);
    said.textContent = sentence;
  };

  const ask = async () => {
    let answer = null;
    try {
      const response = await fetch(state.dataset.address, { headers: { Accept: "application/json" } });
      if (response.redirected || response.status === 403 || response.status === 404) {
        rest(state.dataset.sayLoggedOut);
        return;
      }
      if (response.ok) {
        answer = await response.json();
      }
    } catch {
      // The server cannot be reached for a moment: it is asked again.
    }
    if (answer) {
      show(answer);
      if (!answer.is_open) {
        return;
      }
    }
    const passed = Date.now() - begun;
    if (passed > LONGEST) {
      rest(state.dataset.sayRests);
      return;
    }
    setTimeout(ask, passed > CLOSELY || !answer ? LATER : SOON);
  };

  ask();
}
