/*
The grid of an update. Each row is a piece of the page's form; here it is sent by itself when it is left or Enter is
pressed, and read while it is typed. Without this file the form saves all rows at once.
*/
"use strict";
{
  const page = document.querySelector(".grid-page");
  // What is said here, in the language of the page.
  const words = page.dataset;
  const form = document.getElementById("grid");
  const table = form.querySelector("table");
  const says = document.getElementById("says");
  const offline = document.getElementById("offline");
  const shared = [...document.querySelectorAll(".for-all input")];
  const kept = new window.GridKeeping(page.dataset.user, page.dataset.update);
  // What the server last said of a row's cells; what is being sent; how a row is read while it is typed.
  const saved = new WeakMap();
  const sending = new Map();
  const looks = new WeakMap();
  const theirs = new WeakMap();
  const waiting = new Set();
  let wait = 1000;
  let names = 0;

  // --- Rows and their cells ------------------------------------------------------------------------------------------

  const rows = () => [...table.querySelectorAll("tr.row")];
  const rowOf = (element) => element?.closest?.("tr.row");
  const inputs = (row) => [...row.querySelectorAll("[data-cell]")];
  const input = (row, name) => row.querySelector(`[data-cell="${name}"]`);
  const isTyped = (each) => !["key", "token"].includes(each.dataset.cell);
  const cells = (row) => Object.fromEntries(inputs(row).filter(isTyped).map((each) => [each.dataset.cell, each.value]));
  const same = (one, other) => Object.keys(one).every((name) => one[name].trim() === other[name]?.trim());
  const isOpen = (row) => Boolean(input(row, "words"));
  const isUnsaved = (row) => isOpen(row) && !same(cells(row), saved.get(row));
  const isInConflict = (row) => Boolean(row.querySelector(".conflict"));
  const say = (words) => {
    says.textContent = "";
    says.textContent = words;
  };

  const watch = (row) => {
    if (isOpen(row)) {
      saved.set(row, cells(row));
    }
  };

  const mark = (row, words) => {
    row.classList.toggle("row--unsaved", Boolean(words));
    const badge = row.querySelector("[data-part=state]");
    badge.dataset.label ??= badge.textContent;
    badge.textContent = words || badge.dataset.label;
  };

  const keep = (row) => kept.put(row.dataset.key, { cells: cells(row), token: input(row, "token").value });

  // --- Sending -------------------------------------------------------------------------------------------------------

  const body = (row, settle) => {
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    inputs(row).forEach((each) => data.set(each.dataset.cell, each.value));
    shared.forEach((each) => data.set(each.name, each.value));
    if (settle) {
      data.set("settle", settle);
    }
    return data;
  };

  // A page that was opened before somebody logged in again holds a token of the session that has ended.
  const renewed = async () => {
    const answer = await fetch(location.pathname, { redirect: "manual", credentials: "same-origin" });
    if (answer.type === "opaqueredirect" || !answer.ok) {
      return false;
    }
    const other = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = other.querySelector("[name=csrfmiddlewaretoken]")?.value;
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((each) => (each.value = token ?? each.value));
    return Boolean(token);
  };

  // One request after the other: rows are saved in the order in which they were left.
  let line = Promise.resolve();
  const post = (address, row, options = {}) => {
    const answer = line.then(() => posted(address, row, options));
    line = answer.catch(() => {});
    return answer;
  };

  const posted = async (address, row, options) => {
    options.signal?.throwIfAborted();
    const send = () =>
      fetch(address, {
        method: "POST",
        body: body(row, options.settle),
        redirect: "manual",
        credentials: "same-origin",
        signal: options.signal,
      });
    options.sent = cells(row);
    let answer = await send();
    if (answer.status === 403 && (await renewed())) {
      answer = await send();
    }
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      throw new Error("session");
    }
    if (!answer.ok && answer.status !== 409) {
      throw new Error("server");
    }
    return answer.json();
  };

  const save = (row, settle, again) => {
    if (!isOpen(row) || (!settle && (isInConflict(row) || !(again || isUnsaved(row))))) {
      return Promise.resolve();
    }
    const before = sending.get(row);
    if (before) {
      // What was typed meanwhile is in the row that the answer brings, which saves itself again.
      return before;
    }
    clearTimeout(looks.get(row)?.timer);
    looks.get(row)?.abort?.abort();
    keep(row);
    mark(row, "Saving…");
    const options = { settle };
    const done = post(page.dataset.save, row, options)
      .then((answer) => {
        reached();
        return took(row, options.sent, answer);
      })
      .catch((error) => failed(row, error))
      .finally(() => sending.delete(row));
    sending.set(row, done);
    return done;
  };

  const failed = (row, error) => {
    waiting.add(row);
    mark(row, words.sayNotSaved);
    if (error.message === "session") {
      offline.innerHTML = "";
      const link = document.createElement("a");
      link.href = page.dataset.login;
      link.target = "_blank";
      link.textContent = words.sayLogIn;
      offline.append(`${words.sayEnded} `, link, words.sayComeBack);
    } else if (error.message === "server") {
      offline.textContent = words.sayServer;
    } else {
      offline.textContent = words.sayOffline;
    }
    offline.hidden = false;
    clearTimeout(retry.timer);
    retry.timer = setTimeout(retry, wait);
    wait = Math.min(wait * 2, 30000);
  };

  const retry = () => {
    const all = [...waiting].filter((row) => row.isConnected);
    waiting.clear();
    all.forEach((row) => save(row));
  };

  const reached = () => {
    wait = 1000;
    offline.hidden = true;
    if (waiting.size) {
      retry();
    }
  };

  // --- What comes back -----------------------------------------------------------------------------------------------

  const made = (html) => {
    const template = document.createElement("template");
    template.innerHTML = html.trim();
    return template.content.firstElementChild;
  };

  const count = (from, to) => {
    for (const [state, by] of [[from, -1], [to, 1]]) {
      const number = document.querySelector(`[data-count="${state}"]`);
      if (number) {
        number.textContent = Math.max(0, Number(number.textContent) + by);
      }
    }
  };

  const stateOf = (row) => row && ["draft", "unfinished", "submitted", "blank"].find((each) => row.classList.contains(`row--${each}`));

  // The row in place of the old one, with what was typed into it since it was sent, and the focus where it was.
  const replace = (row, html, sent) => {
    const fresh = made(html);
    const focus = row.contains(document.activeElement) ? document.activeElement : null;
    watch(fresh);
    if (isOpen(row) && isOpen(fresh)) {
      for (const [name, value] of Object.entries(cells(row))) {
        if (input(fresh, name) && value !== sent[name]) {
          input(fresh, name).value = value;
        }
      }
      fresh.querySelector("details").open ||= row.querySelector("details").open;
    }
    count(stateOf(row), stateOf(fresh));
    row.replaceWith(fresh);
    if (focus) {
      const name = focus.dataset.cell;
      const at = name ? input(fresh, name) : fresh.querySelector(focus.tagName.toLowerCase());
      at?.focus({ preventScroll: true });
      if (name && focus.selectionStart !== undefined && at?.type === "text") {
        at.setSelectionRange(focus.selectionStart, focus.selectionEnd);
      }
    }
    return fresh;
  };

  const put = (other, after) => {
    const held =
      table.querySelector(`tr.row[data-key="${CSS.escape(other.key)}"]`) ??
      [...table.querySelectorAll("tr.row--blank[data-series]")].find((each) => each.dataset.series === other.series);
    if (held && isUnsaved(held)) {
      return after;
    }
    const fresh = made(other.html);
    watch(fresh);
    count(stateOf(held), stateOf(fresh));
    if (held) {
      held.replaceWith(fresh);
    } else {
      after.after(fresh);
    }
    return held ? after : fresh;
  };

  const took = (row, sent, answer) => {
    const name = sent.words || words.sayTheRow;
    if (answer.outcome === "refused") {
      mark(row, words.sayNotSaved);
      row.querySelector("[data-part=says]").textContent = answer.message;
      say(`${words.sayNotSaved}: ${answer.message}`);
      return row;
    }
    if (answer.outcome !== "conflict") {
      kept.drop(row.dataset.key);
    }
    const fresh = replace(row, answer.row.html, sent);
    if (answer.outcome === "conflict") {
      // Against what the server holds it stays unsaved until somebody chooses.
      saved.set(fresh, {});
      theirs.set(fresh, answer.others[0].html);
      mark(fresh, words.sayWhose);
      say(words.sayConflict.replace("{name}", () => name));
      return fresh;
    }
    answer.others.reduce((after, other) => put(other, after), fresh);
    const problem = fresh.querySelector(".problem");
    const outcome = { saved: words.saySaved, kept: words.sayKept, same: words.saySame, cleared: words.sayCleared }[answer.outcome];
    say(`${outcome}: ${name}. ${answer.message} ${problem ? problem.textContent : (fresh.querySelector(".warning")?.textContent ?? "")}`);
    if (answer.message) {
      const note = document.createElement("p");
      note.className = "quiet";
      note.textContent = answer.message;
      fresh.querySelector("[data-part=says]").append(note);
    }
    if (isUnsaved(fresh)) {
      mark(fresh, words.sayNotSaved);
      keep(fresh);
      if (!fresh.contains(document.activeElement)) {
        save(fresh);
      }
    }
    return fresh;
  };

  // --- While one types -----------------------------------------------------------------------------------------------

  const look = async (row) => {
    const held = looks.get(row) ?? {};
    held.abort?.abort();
    held.abort = new AbortController();
    looks.set(row, held);
    const asked = cells(row);
    try {
      const answer = await post(page.dataset.look, row, { signal: held.abort.signal });
      if (answer.says !== undefined && row.isConnected && !sending.has(row) && same(asked, cells(row))) {
        row.querySelector("[data-part=says]").innerHTML = answer.says;
        if (row.querySelector("[data-problem=reason]")) {
          row.querySelector("details").open = true;
        }
      }
    } catch {
      // It is only told; saving says what is the matter.
    }
  };

  form.addEventListener("input", (event) => {
    const row = rowOf(event.target);
    if (shared.includes(event.target)) {
      kept.put(event.target.name, { cells: { value: event.target.value } });
    }
    if (!row || !event.target.dataset.cell || isInConflict(row)) {
      return;
    }
    if (isUnsaved(row)) {
      keep(row);
      mark(row, words.sayNotSaved);
    } else {
      kept.drop(row.dataset.key);
      mark(row, "");
    }
    const held = looks.get(row) ?? {};
    clearTimeout(held.timer);
    held.timer = setTimeout(() => look(row), 300);
    looks.set(row, held);
  });

  // What holds for all rows may finish those that waited for it.
  form.addEventListener("change", (event) => {
    if (shared.includes(event.target)) {
      table.querySelectorAll("tr.row--unfinished").forEach((row) => save(row, "", true));
    }
  });

  form.addEventListener("focusout", (event) => {
    const row = rowOf(event.target);
    if (row && rowOf(event.relatedTarget) !== row) {
      save(row);
    }
  });

  // Somebody else changed the row: theirs as the server has it, or mine over it.
  table.addEventListener("click", async (event) => {
    const choice = event.target.closest("[data-settle]");
    const row = rowOf(choice);
    if (!choice) {
      return;
    }
    event.preventDefault();
    if (choice.dataset.settle === "mine") {
      await save(row, choice.value);
      return;
    }
    kept.drop(row.dataset.key);
    const held = theirs.get(row);
    if (held) {
      const fresh = made(held);
      watch(fresh);
      row.replaceWith(fresh);
      go(fresh, "words");
    } else {
      saved.set(row, cells(row));
      location.reload();
    }
  });

  // --- Keys ----------------------------------------------------------------------------------------------------------

  const go = (row, name) => {
    const at = row && (input(row, name) ?? input(row, "words"));
    at?.focus();
    at?.select?.();
    row?.scrollIntoView({ block: "nearest" });
  };

  const step = (row, by, fits = isOpen) => {
    const all = rows();
    for (let at = all.indexOf(row) + by; all[at]; at += by) {
      if (fits(all[at])) {
        return all[at];
      }
    }
    return null;
  };

  // The box that keeps the row from being finished.
  const amiss = (row) => {
    const name = row.querySelector("[data-problem]")?.dataset.problem;
    const box = name && input(row, name);
    if (!box || box.type === "hidden") {
      return "words";
    }
    box.closest("details")?.setAttribute("open", "");
    return name;
  };

  const pressed = {
    Enter(row, at, event) {
      if (event.ctrlKey || event.metaKey) {
        save(row);
        document.getElementById("hand-over")?.focus();
        return;
      }
      const next = step(row, 1);
      // Leaving the row saves it.
      if (next) {
        go(next, first(next));
      } else {
        save(row);
        addRow();
      }
    },
    ArrowDown: (row, at, event) => arrow(row, at, event, 1),
    ArrowUp: (row, at, event) => arrow(row, at, event, -1),
    Escape(row, at, event) {
      const held = saved.get(row);
      inputs(row).filter(isTyped).forEach((each) => (each.value = held[each.dataset.cell] ?? each.value));
      kept.drop(row.dataset.key);
      mark(row, "");
      look(row);
      event.preventDefault();
    },
    '"'(row, at, event) {
      if (at.value || !["period", "section", "place"].includes(at.dataset.cell)) {
        return;
      }
      for (let other = step(row, -1); other; other = step(other, -1)) {
        const value = input(other, at.dataset.cell)?.value;
        if (value) {
          at.value = value;
          at.dispatchEvent(new Event("input", { bubbles: true }));
          event.preventDefault();
          return;
        }
      }
    },
  };

  const first = (row) => (input(row, "indicator") ? "indicator" : "words");

  const arrow = (row, at, event, by) => {
    // Where there are suggestions the arrows choose among them.
    if (event.altKey || event.shiftKey || (!event.ctrlKey && (at.tagName !== "INPUT" || at.list))) {
      return;
    }
    const isUnfinished = (each) => each.classList.contains("row--unfinished");
    const other = step(row, by, event.ctrlKey ? isUnfinished : isOpen);
    if (other) {
      event.preventDefault();
      go(other, event.ctrlKey ? amiss(other) : at.dataset.cell);
    }
  };

  table.addEventListener("keydown", (event) => {
    const row = rowOf(event.target);
    const at = event.target;
    if (!row || !at.dataset.cell || event.isComposing || !Object.hasOwn(pressed, event.key)) {
      return;
    }
    if (event.key === "Enter") {
      event.preventDefault();
    }
    pressed[event.key](row, at, event);
  });

  shared.forEach((each) =>
    each.addEventListener("keydown", (event) => {
      if (event.key === "Enter") {
        event.preventDefault();
        go(rows().find(isOpen), "words");
      }
    }),
  );

  // --- New rows ------------------------------------------------------------------------------------------------------

  const addRow = (indicator = "", after = null) => {
    const key = `n${crypto.getRandomValues(new Uint32Array(2)).join("-")}`;
    const html = document.getElementById("new-row").innerHTML.replaceAll("n__n__", key).replaceAll("__n__", `a${names++}`);
    const row = made(html);
    watch(row);
    if (after) {
      after.after(row);
    } else {
      document.getElementById("new").append(row);
    }
    if (indicator) {
      input(row, "indicator").value = indicator;
    }
    go(row, indicator ? "place" : "indicator");
    return row;
  };

  const button = document.getElementById("add-row");
  button.hidden = false;
  button.addEventListener("click", () => addRow());

  table.addEventListener("click", (event) => {
    const link = event.target.closest("[data-add]");
    if (link) {
      event.preventDefault();
      addRow(link.dataset.add, rowOf(link));
    }
  });

  // --- All at once, and leaving --------------------------------------------------------------------------------------

  const unsaved = () => rows().filter(isUnsaved);

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    unsaved().forEach((row) => save(row));
  });

  document.getElementById("hand-over")?.form.addEventListener("submit", async (event) => {
    if (!unsaved().length) {
      return;
    }
    event.preventDefault();
    const of = event.target;
    await Promise.all(unsaved().map((row) => save(row)));
    if (unsaved().length) {
      say(words.saySome);
    } else {
      of.submit();
    }
  });

  window.addEventListener("beforeunload", (event) => {
    if (unsaved().length) {
      event.preventDefault();
    }
  });
  window.addEventListener("online", retry);
  window.addEventListener("focus", () => waiting.size && retry());

  // --- What was not saved when the page was left ---------------------------------------------------------------------

  rows().forEach(watch);
  let offered = 0;
  const lost = [];
  for (const [key, held] of kept.all()) {
    const above = shared.find((each) => each.name === key);
    if (above) {
      above.value ||= held.cells.value ?? "";
      continue;
    }
    let row = rows().find((each) => each.dataset.key === key) ?? rows().find((each) => `s:${each.dataset.series}` === key);
    row ??= key.startsWith("n") ? addRow() : null;
    if (!row || !isOpen(row)) {
      lost.push([key, held.cells.words]);
      continue;
    }
    const now = cells(row);
    if (Object.entries(held.cells).every(([name, value]) => !(name in now) || now[name] === value)) {
      kept.drop(key);
      continue;
    }
    Object.entries(held.cells).forEach(([name, value]) => input(row, name) && (input(row, name).value = value));
    input(row, "key").value = key;
    input(row, "token").value = held.token ?? "";
    row.dataset.key = key;
    mark(row, words.sayNotSaved);
    offered++;
  }
  if (offered) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "button";
    again.textContent = words.sayAgain;
    again.addEventListener("click", () => unsaved().forEach((row) => save(row)));
    const said = offered === 1 ? words.sayOneHolds : words.sayRowsHold.replace("{rows}", offered);
    offline.append(`${said} `, again);
    offline.hidden = false;
  }
  // Its row is gone, on another page of the grid, or under review: at least the words can be copied.
  if (lost.length) {
    const forget = document.createElement("button");
    forget.type = "button";
    forget.className = "button";
    forget.textContent = words.sayForget;
    forget.addEventListener("click", () => {
      lost.forEach(([key]) => kept.drop(key));
      offline.hidden = true;
    });
    const texts = lost.map(([, each]) => `“${each}”`).join(", ");
    offline.append(` ${words.sayLost.replace("{words}", () => texts)} `, forget);
    offline.hidden = false;
  }
  const start = location.hash === "#new" ? document.querySelector("#new tr.row [data-cell=place]") : null;
  const todo = rows().find((row) => isOpen(row) && ["blank", "unfinished"].includes(stateOf(row)));
  (start ?? (todo && input(todo, "words")))?.focus();
}
