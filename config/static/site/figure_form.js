/*
The figure form, as the words are typed: the server reads them, and this fills in the fields that it names. Which
fields those are is decided there (FigureForm.fill), by the same rule that serves the page without JavaScript.
*/
"use strict";
{
  const PAUSE = 300;
  const $ = window.django.jQuery;
  const root = document.querySelector(".figure-form");
  const form = root.closest("form");
  const words = form.elements.words;
  const button = document.getElementById("read-the-words");
  const understood = document.getElementById("understood");
  const beside = document.getElementById("beside");
  const sections = document.getElementById("sections");
  let timer = null;
  let latest = 0;

  const sent = () => new FormData(form);

  const choose = (select, value, label) => {
    if (value && !select.querySelector(`option[value="${CSS.escape(value)}"]`)) {
      select.add(new Option(label, value));
    }
    select.value = value;
    $(select).trigger("change.select2");
  };

  const fill = (answer, before) => {
    for (const [name, value] of Object.entries(answer.fields)) {
      const field = form.elements[name];
      // Whoever typed on while the server was reading is right.
      if (!field || field.disabled || field.value !== (before.get(name) ?? "") || field.value === value) {
        continue;
      }
      if (name === "unit") {
        choose(field, value, answer.unit);
      } else {
        field.value = value;
      }
    }
  };

  const show = (answer) => {
    understood.innerHTML = answer.understood;
    const hadFocus = document.activeElement && document.activeElement.id === "id_seen_rivals";
    if (beside.dataset.shown !== answer.beside) {
      beside.innerHTML = answer.beside;
      beside.dataset.shown = answer.beside;
      if (hadFocus) {
        document.getElementById("id_seen_rivals")?.focus();
      }
    }
    sections.replaceChildren(...answer.sections.map((section) => new Option("", section)));
  };

  const read = async () => {
    clearTimeout(timer);
    const number = ++latest;
    const before = sent();
    let response;
    try {
      response = await fetch(root.dataset.understand, {
        method: "POST",
        body: before,
        headers: { Accept: "application/json" },
      });
    } catch {
      understood.textContent = root.dataset.sayUnreachable;
      return;
    }
    if (number !== latest) {
      return;
    }
    if (!response.ok || response.redirected) {
      understood.textContent = root.dataset.sayLoggedOut;
      return;
    }
    const answer = await response.json();
    if (number === latest) {
      fill(answer, before);
      show(answer);
    }
  };

  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(read, PAUSE);
  };

  button.type = "button";
  button.addEventListener("click", read);
  words.addEventListener("input", soon);
  form.addEventListener("change", (event) => {
    if (event.target.name !== "seen_rivals") {
      soon();
    }
  });
  // Select2 and the date picker announce their changes through jQuery only.
  $(form).on("change select2:select select2:unselect select2:clear", "select, .vDateField", soon);

  // The list of indicators narrows to the chosen program.
  $.ajaxPrefilter((options) => {
    const program = form.elements.program;
    if (program?.value && options.url.includes("autocomplete") && /field_name=indicator/.test(options.data ?? "")) {
      options.data += `&program=${encodeURIComponent(program.value)}`;
    }
  });

  // Where the hands go from the words: to the first of these that is still empty.
  const next = () => {
    const empty = ["indicator", "countries", "source", "section"].map((name) => form.elements[name]);
    const field = empty.find((one) => one && !one.disabled && !one.value) ?? form.elements.as_stated;
    return field.closest(".form-row").querySelector(".select2-selection, .select2-search__field") ?? field;
  };

  // Select2 names each list by its own content only; here its label names it as well.
  $(() => {
    for (const select of form.querySelectorAll("select.admin-autocomplete")) {
      const label = form.querySelector(`label[for="${select.id}"]`);
      const shown = select.parentElement.querySelector(".select2-selection");
      if (label && shown) {
        label.id = `${select.id}_label`;
        const own = shown.getAttribute("aria-labelledby");
        shown.setAttribute("aria-labelledby", own ? `${label.id} ${own}` : label.id);
      }
    }
  });

  // Typing on a list that has the focus searches it at once, without opening it first.
  const search = (event) => {
    const list = event.target.closest?.(".select2-selection--single");
    const plain = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (list && plain) {
      $(list.closest(".select2-container").parentElement.querySelector("select")).select2("open");
      document.querySelector(".select2-container--open .select2-search__field")?.focus();
    }
  };

  form.addEventListener("keydown", (event) => {
    search(event);
    if (event.key === "Enter" && event.target === words && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      read();
      next().focus();
    }
  });

  // Ctrl+Enter saves and goes on to the next, from anywhere: before a list takes it for its own.
  document.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        event.stopPropagation();
        form.requestSubmit(form.elements._addanother ?? form.elements._save);
      }
    },
    { capture: true },
  );

  if (words.value) {
    soon();
  }
}
