// The picture of a cluster, to be moved, zoomed and walked along. The server drew it and said where everything goes; without
// this file its picture and the tables stay.
(() => {
  const figure = document.querySelector("[data-graph]");
  if (!figure || !window.cytoscape) return;
  const part = (name) => figure.querySelector(`[data-graph-${name}]`);
  const [canvas, stops, caption, still] = ["canvas", "stops", "caption", "still"].map(part);
  const tokens = getComputedStyle(document.documentElement);
  const token = (name) => tokens.getPropertyValue(`--seinhuis-${name}`).trim();
  const CLOSER = 1.25;
  const MOVE = 60;
  const AROUND = 24;
  const LARGEST = 1.3;

  const drawn = [...still.querySelectorAll("a[data-node]")];
  const nameOf = (link) => link.querySelector("title").textContent;
  const names = new Map(drawn.map((link) => [link.dataset.node, link.dataset.name]));
  const nodes = drawn.map((link) => {
    const { node, shape, number, label, x, y, width, height } = link.dataset;
    const data = { id: node, shape, number, label, name: nameOf(link), width: +width, height: +height };
    return { group: "nodes", classes: shape, data: { ...data, link }, position: { x: +x, y: +y } };
  });
  const edges = [...still.querySelectorAll("a[data-start]")].map((link, place) => {
    const { start, end, bond } = link.dataset;
    const name = `${names.get(start)} – ${names.get(end)}: ${nameOf(link)}`;
    return { group: "edges", classes: bond, data: { id: `e${place}`, source: start, target: end, name, link } };
  });

  figure.classList.add("corpus-live");
  for (const hidden of [canvas, stops, caption, part("tools"), document.querySelector("[data-graph-hint]")]) {
    if (hidden) hidden.hidden = false;
  }
  const box = {
    shape: "round-rectangle", width: "data(width)", height: "data(height)", label: "data(label)",
    "text-wrap": "wrap", "text-valign": "center", "text-halign": "center", "font-size": 13,
    "font-family": getComputedStyle(document.body).fontFamily, color: token("ink"),
    "border-width": 1.5, "border-color": token("line-strong"), "background-color": token("ground-strong"),
  };
  const halo = { "underlay-color": token("focus-halo"), "underlay-opacity": 1, "underlay-padding": 9 };
  const cy = window.cytoscape({
    container: canvas,
    elements: [...nodes, ...edges],
    layout: { name: "preset" },
    minZoom: 0.1,
    maxZoom: 4,
    boxSelectionEnabled: false,
    autounselectify: true,
    style: [
      { selector: "node", style: box },
      { selector: ".record", style: { shape: "ellipse", "background-color": token("accent"), "border-color": token("paper"), color: token("paper"), "font-weight": 700 } },
      { selector: ".identifier", style: { "background-color": token("warning-ground"), "border-color": token("warning") } },
      { selector: ".group", style: { "corner-radius": 24 } },
      { selector: "edge", style: { width: 1.5, "line-color": token("line-strong"), "curve-style": "straight" } },
      { selector: ".text", style: { "line-style": "dashed", "line-dash-pattern": [8, 5] } },
      { selector: ".same", style: { width: 4, "line-color": token("ok") } },
      { selector: ".not-same", style: { "line-style": "dotted", width: 3 } },
      { selector: ".unsure", style: { "line-style": "dashed", "line-dash-pattern": [10, 4] } },
      { selector: "node.chosen", style: { "border-width": 5, "border-color": token("danger") } },
      { selector: "node.here", style: { ...halo, "border-width": 4, "border-color": token("ink") } },
      { selector: "node.record.here", style: { "underlay-shape": "ellipse" } },
      { selector: "edge.here", style: { ...halo, width: 5, "line-color": token("ink") } },
    ],
  });

  // All of it, but a handful of messages is not blown up.
  const showAll = () => {
    cy.fit(undefined, AROUND);
    if (cy.zoom() > LARGEST) { cy.zoom(LARGEST); cy.center(); }
  };
  showAll();

  const first = caption.textContent;
  const show = (element) => {
    cy.elements(".here").removeClass("here");
    if (element) element.addClass("here");
    caption.textContent = element ? element.data("name") : first;
  };
  const bring = (element) => {
    const seen = element.renderedBoundingBox();
    if (seen.x1 < 0 || seen.y1 < 0 || seen.x2 > cy.width() || seen.y2 > cy.height()) cy.center(element);
  };

  // Real links, one for each message and line, in the order in which they hang together: Tab and Enter are the browser's own.
  const links = new Map();
  const addStop = (element) => {
    if (links.has(element.id())) return;
    const item = document.createElement("li");
    const link = document.createElement("a");
    link.href = element.data("link").getAttribute("href");
    link.textContent = element.data("name");
    link.addEventListener("focus", () => { show(element); bring(element); });
    link.addEventListener("blur", () => show(null));
    link.addEventListener("keydown", (event) => {
      if (event.key === "w" && !event.ctrlKey && !event.metaKey && !event.altKey) choose(element);
    });
    item.append(link);
    stops.append(item);
    links.set(element.id(), link);
  };
  cy.nodes().forEach((node) => { addStop(node); node.connectedEdges().forEach(addStop); });

  const form = document.querySelector("[data-graph-way]");
  const choose = (element) => {
    if (!form || !element.hasClass("record")) return;
    const { start, end } = form.elements;
    if (!start.value || end.value) {
      cy.elements(".chosen").removeClass("chosen");
      start.value = element.data("number");
      end.value = "";
      caption.textContent = `${start.labels[0].textContent.trim()} ${start.value}`;
    } else {
      end.value = element.data("number");
      form.querySelector("button").focus();
    }
    element.addClass("chosen");
  };
  cy.on("tap", "node, edge", ({ target, originalEvent: by }) => {
    if (by.shiftKey && target.hasClass("record")) choose(target);
    else links.get(target.id()).dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, ctrlKey: by.ctrlKey, metaKey: by.metaKey }));
  });
  cy.on("mouseover", "node, edge", ({ target }) => { show(target); canvas.classList.add("corpus-over"); });
  cy.on("mouseout", "node, edge", () => { show(null); canvas.classList.remove("corpus-over"); });
  // Whoever turns the wheel to read on does not want to be caught in the picture.
  canvas.addEventListener("wheel", (event) => { if (!event.ctrlKey && !event.metaKey) event.stopPropagation(); }, { capture: true, passive: true });

  const zoom = (factor) => cy.zoom({ level: cy.zoom() * factor, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  const keys = {
    "+": () => zoom(CLOSER),
    "=": () => zoom(CLOSER),
    "-": () => zoom(1 / CLOSER),
    0: showAll,
    ArrowLeft: () => cy.panBy({ x: MOVE, y: 0 }),
    ArrowRight: () => cy.panBy({ x: -MOVE, y: 0 }),
    ArrowUp: () => cy.panBy({ x: 0, y: MOVE }),
    ArrowDown: () => cy.panBy({ x: 0, y: -MOVE }),
  };
  figure.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  for (const button of figure.querySelectorAll("[data-graph-key]")) {
    button.addEventListener("click", () => keys[button.dataset.graphKey]());
  }
})();
