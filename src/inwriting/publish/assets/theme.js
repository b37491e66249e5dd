// What the theme leaves without a name or out of a keyboard's reach. Every page has it.
"use strict";

(() => {
  // The theme puts wide tables into boxes that scroll: the arrow keys must reach these.
  function openToKeys() {
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap")) {
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
        box.setAttribute("role", "region");
        box.setAttribute("aria-label", "Table");
      }
    }
  }

  addEventListener("load", () => {
    for (const dialog of document.querySelectorAll(".md-search[role=dialog]:not([aria-label])")) {
      dialog.setAttribute("aria-label", "Search");
    }
    openToKeys();
  });
  addEventListener("resize", openToKeys);
})();
