/*
What allauth's scripts need on our pages, from attributes instead of inline blocks, and why no passkey was read on the
page instead of in the console alone. An element with data-passkey names the function of allauth.webauthn.forms; its
other attributes are the ids of the elements that this function wants.
*/
(function () {
  "use strict";

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-passkey]").forEach(function (element) {
      var ids = Object.assign({}, element.dataset);
      delete ids.passkey;
      window.allauth.webauthn.forms[element.dataset.passkey]({ ids: ids });
    });
  });

  document.addEventListener("allauth.error", function (event) {
    var box = document.getElementById("passkey-problem");
    var error = event.detail && event.detail.exception;
    if (!box) return;
    event.preventDefault();
    box.textContent = error && error.name === "SecurityError" ? box.dataset.elsewhere : box.dataset.failed;
    box.hidden = false;
  });
})();
