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
      understood.textContent = "The server cannot be reached. Go on filling in the form; it is read when you save.";
      return;
    }
    if (number !== latest) {
      return;
    }
    if (!response.ok || response.redirected) {
      understood.textContent = "The words cannot be read now. You may have been logged out: log in in another tab.";
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

  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") {
      return;
    }
    if (event.ctrlKey || event.metaKey) {
      event.preventDefault();
      form.requestSubmit(form.elements._addanother ?? form.elements._save);
    } else if (event.target === words) {
      event.preventDefault();
      read();
      form.elements.program?.closest(".form-row").querySelector(".select2-selection")?.focus();
    }
  });

  if (words.value) {
    soon();
  }
}
