// Tables of class `sortable` are sorted by their heads, those of class `filterable` get a box to search them. Without
// this script all is there and in order; it only adds. A cell's `data-value` is its exact number.
(function () {
  "use strict";

  function number(text) {
    var match = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text);
    return match && { negative: match[1] === "-", whole: match[2].replace(/^0+(?=\d)/, ""), part: match[3] || "" };
  }

  // Exact decimals are compared digit by digit: a double would make neighbours equal.
  function compareNumbers(left, right) {
    if (left.negative !== right.negative) return left.negative ? -1 : 1;
    var sign = left.negative ? -1 : 1;
    if (left.whole.length !== right.whole.length) return left.whole.length < right.whole.length ? -sign : sign;
    if (left.whole !== right.whole) return left.whole < right.whole ? -sign : sign;
    var length = Math.max(left.part.length, right.part.length);
    var one = left.part.padEnd(length, "0");
    var other = right.part.padEnd(length, "0");
    return one === other ? 0 : one < other ? -sign : sign;
  }

  function key(cell) {
    if (!cell) return null;
    var value = cell.getAttribute("data-value");
    if (value !== null) return value === "" ? null : number(value) || value;
    var text = cell.querySelector(".absent") ? "" : cell.textContent.trim();
    return text === "" ? null : text;
  }

  // What is not known stays at the end, whichever way the rest is sorted; equals keep the order of the page.
  function compare(left, right, direction, language) {
    if (left === null || right === null) return left === right ? 0 : left === null ? 1 : -1;
    if (typeof left === "object" && typeof right === "object") return direction * compareNumbers(left, right);
    return direction * String(left).localeCompare(String(right), language, { numeric: true });
  }

  function makeSortable(table) {
    var language = document.documentElement.lang;
    var heads = table.tHead.rows[0].cells;
    var body = table.tBodies[0];
    var original = Array.prototype.slice.call(body.rows);
    Array.prototype.forEach.call(heads, function (head, column) {
      if (!head.textContent.trim()) return;
      var button = document.createElement("button");
      button.type = "button";
      while (head.firstChild) button.appendChild(head.firstChild);
      head.appendChild(button);
      button.addEventListener("click", function () {
        var isNumber = head.classList.contains("number");
        var now = head.getAttribute("aria-sort");
        var first = isNumber ? "descending" : "ascending";
        var second = isNumber ? "ascending" : "descending";
        var next = now === first ? second : now === second ? null : first;
        Array.prototype.forEach.call(heads, function (other) { other.removeAttribute("aria-sort"); });
        var rows = original.slice();
        if (next) {
          head.setAttribute("aria-sort", next);
          var direction = next === "ascending" ? 1 : -1;
          var keys = new Map();
          rows.forEach(function (row) { keys.set(row, key(row.cells[column])); });
          rows.sort(function (left, right) { return compare(keys.get(left), keys.get(right), direction, language); });
        }
        var sorted = document.createDocumentFragment();
        rows.forEach(function (row) { sorted.appendChild(row); });
        body.appendChild(sorted);
      });
    });
  }

  function makeFilterable(table) {
    var rows = Array.prototype.slice.call(table.tBodies[0].rows);
    if (rows.length < 12) return;
    var box = document.createElement("p");
    box.className = "filter";
    var label = document.createElement("label");
    var field = document.createElement("input");
    var found = document.createElement("output");
    field.type = "search";
    field.autocomplete = "off";
    label.appendChild(document.createTextNode(table.getAttribute("data-search")));
    label.appendChild(field);
    box.appendChild(label);
    box.appendChild(found);
    table.parentNode.insertBefore(box, table);
    var texts = rows.map(function (row) { return row.textContent.toLowerCase(); });
    field.addEventListener("input", function () {
      var words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      var shown = 0;
      rows.forEach(function (row, place) {
        var fits = words.every(function (word) { return texts[place].indexOf(word) >= 0; });
        row.hidden = !fits;
        if (fits) shown += 1;
      });
      found.textContent = words.length ? table.getAttribute("data-found").replace("%", shown) : "";
    });
  }

  document.querySelectorAll("table.sortable").forEach(makeSortable);
  document.querySelectorAll("table.filterable").forEach(makeFilterable);
})();
