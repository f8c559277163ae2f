/*
Text typed into rows of a grid, kept in this browser until the server has confirmed it: it survives a closed tab, the end
of a session and a lost network. By person, update and row.
*/
"use strict";
window.GridKeeping = class {
  constructor(user, update) {
    this.prefix = `grid:${user}:${update}:`;
  }

  put(key, row) {
    try {
      localStorage.setItem(this.prefix + key, JSON.stringify(row));
    } catch {
      // No storage, or it is full: the page still warns before it is left.
    }
  }

  drop(key) {
    try {
      localStorage.removeItem(this.prefix + key);
    } catch {
      // Nothing was kept, then.
    }
  }

  all() {
    const found = [];
    try {
      for (let at = 0; at < localStorage.length; at++) {
        const name = localStorage.key(at);
        if (name.startsWith(this.prefix)) {
          found.push([name.slice(this.prefix.length), JSON.parse(localStorage.getItem(name))]);
        }
      }
    } catch {
      // Nothing can be offered back.
    }
    return found.filter(([, row]) => row && typeof row.cells === "object" && row.cells);
  }
};
