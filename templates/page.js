"use strict";
(() => {
  const find = (id) => document.getElementById(id);
  const make = (name, text, inside) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (inside) inside.append(node);
    return node;
  };
  document.body.classList.add("live");

  const map = find("map");
  if (map) {
    const measures = JSON.parse(map.dataset.levels);
    const svg = map.querySelector("svg");
    const labels = find("labels");
    const whole = svg.viewBox.baseVal;
    const home = [whole.x, whole.y, whole.width, whole.height];
    const number = (node, name) => Number(node.getAttribute(name));
    const box = (rect) => ["x", "y", "width", "height"].map((name) => number(rect, name));
    const isDirectory = (node) => node.tagName === "g";
    const rectOf = (node) => (isDirectory(node) ? node.firstElementChild : node);
    const within = (node) => [...node.children].filter((it) => it.dataset.n !== undefined);
    const values = (file) => file.dataset.v.split(" ");
    let shown = svg;
    let measure = 0;

    const level = (value) => {
      if (value === "") return "lnone";
      const { bounds, down } = measures[measure];
      return "l" + bounds.filter((bound) => (down ? value < bound : value >= bound)).length;
    };
    const paint = () => {
      document.body.dataset.measure = measure;
      for (const file of svg.querySelectorAll("rect[data-v]")) file.setAttribute("class", level(values(file)[measure + 1]));
    };
    const pathOf = (node) => {
      const names = [];
      for (let it = node; it !== svg; it = it.parentNode) names.unshift(it.dataset.n);
      return names.join("/");
    };
    const describe = (node) => {
      if (node === svg) return "";
      if (isDirectory(node)) return `${pathOf(node)}: ${node.dataset.f} files, ${node.dataset.l} lines of code`;
      const [lines, ...all] = values(node);
      const told = all.map((value, at) => `${measures[at].head} ${value === "" ? "–" : value}`);
      return `${pathOf(node)}: ${lines} lines of code, ${told.join(", ")}`;
    };
    const write = () => {
      const [x, y, width, height] = svg.getAttribute("viewBox").split(" ").map(Number);
      const scale = [map.clientWidth / width, map.clientHeight / height];
      labels.replaceChildren();
      const put = (node, depth) => {
        const [left, top, wide, high] = box(rectOf(node));
        if (wide * scale[0] < 34 || high * scale[1] < 15) return;
        const inner = isDirectory(node) && depth < 3 ? within(node) : [];
        inner.forEach((it) => put(it, depth + 1));
        const label = make("span", node.dataset.n, labels);
        label.style.left = ((left - x) / width) * 100 + "%";
        // A directory has its name at its lower edge, where none of its files has one.
        if (isDirectory(node)) label.className = "dir";
        label.style.top = (((isDirectory(node) ? top + high : top) - y) / height) * 100 + "%";
        label.style.maxWidth = (wide / width) * 100 + "%";
      };
      within(shown).forEach((node) => put(node, 0));
    };
    const go = (node) => {
      shown = node;
      svg.setAttribute("viewBox", (node === svg ? home : box(rectOf(node))).join(" "));
      const trail = find("trail");
      trail.replaceChildren();
      const steps = [];
      for (let it = node; it !== svg; it = it.parentNode) steps.unshift(it);
      for (const step of [svg, ...steps]) {
        const button = make("button", step === svg ? "all" : step.dataset.n, make("li", undefined, trail));
        button.type = "button";
        if (step === node) button.setAttribute("aria-current", "true");
        button.addEventListener("click", () => go(step));
      }
      const inside = find("inside");
      inside.replaceChildren();
      for (const directory of within(node).filter(isDirectory).slice(0, 60)) {
        const button = make("button", directory.dataset.n, make("li", undefined, inside));
        button.type = "button";
        button.addEventListener("click", () => {
          go(directory);
          find("trail").lastElementChild.firstElementChild.focus();
        });
      }
      find("told").textContent = describe(node) || "\u00a0";
      write();
    };
    const owner = (target) => {
      if (target.tagName !== "rect") return undefined;
      return target.dataset.n === undefined ? target.parentNode : target;
    };
    svg.addEventListener("pointermove", (event) => {
      const node = owner(event.target);
      svg.querySelectorAll(".at").forEach((it) => it.classList.remove("at"));
      if (!node) return;
      rectOf(node).classList.add("at");
      find("told").textContent = describe(node);
    });
    svg.addEventListener("click", (event) => {
      let node = owner(event.target);
      if (!node) return;
      while (node !== svg && node.parentNode !== shown && node.parentNode !== svg) node = node.parentNode;
      if (node !== svg && isDirectory(node)) go(node);
    });
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && shown !== svg && event.target.id !== "search") go(shown.parentNode);
    });
    document.querySelectorAll("input[name=measure]").forEach((input) =>
      input.addEventListener("change", () => {
        measure = Number(input.value);
        paint();
      }),
    );
    addEventListener("resize", write);
    go(svg);
  }

  const table = find("functions");
  if (table) {
    const { paths, rows, bounds } = JSON.parse(find("data").textContent);
    const STEP = 200;
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const text = ([, , , name, path, line]) => `${name} ${paths[path]}:${line}`.toLowerCase();
    const key = [(row) => row[0], (row) => row[1] ?? -1, (row) => row[2], (row) => row[3], (row) => `${paths[row[4]]} ${String(row[5]).padStart(8, "0")}`];
    let order = { column: 0, down: true };
    let limit = STEP;
    let wanted = rows;
    const sorted = () => {
      const { column, down } = order;
      const of = key[column];
      const compare = (a, b) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0);
      return [...wanted].sort((a, b) => (down ? compare(b, a) : compare(a, b)));
    };
    const write = () => {
      body.replaceChildren();
      for (const [cyclomatic, cognitive, lines, name, path, line] of sorted().slice(0, limit)) {
        const row = make("tr", undefined, body);
        make("td", cyclomatic, row).className = "l" + bounds.filter((bound) => cyclomatic >= bound).length;
        make("td", cognitive ?? "–", row);
        make("td", lines, row);
        make("code", name, make("td", undefined, row));
        make("code", `${paths[path]}:${line}`, make("td", undefined, row));
      }
      find("more").hidden = wanted.length <= limit;
      find("shown").textContent = `${Math.min(limit, wanted.length)} of ${wanted.length} shown; the page has the worst ${rows.length}.`;
      heads.forEach((head, column) => {
        if (column === order.column) head.setAttribute("aria-sort", order.down ? "descending" : "ascending");
        else head.removeAttribute("aria-sort");
      });
    };
    heads.forEach((head, column) => {
      const button = make("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        order = { column, down: order.column === column ? !order.down : column < 3 };
        write();
      });
    });
    find("search").addEventListener("input", (event) => {
      const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
      wanted = rows.filter((row) => words.every((word) => text(row).includes(word)));
      limit = STEP;
      write();
    });
    find("more").addEventListener("click", () => {
      limit += STEP;
      write();
    });
    write();
  }
})();
