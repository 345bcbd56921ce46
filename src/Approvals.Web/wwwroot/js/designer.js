// Around Elsa Studio: our token on its requests, our words on its screens, our findings beside its canvas, its addresses on our pages.
(() => {
  "use strict";
  const words = window.designerWords;
  const body = document.body;
  const api = "/elsa/api/";
  const seen = new Map();
  let { kind, subject } = body.dataset;
  let element = document.getElementById("ap-element");
  let shown = location.pathname;
  let greeted = false;
  let leaving = false;
  let saving = Promise.resolve();
  let conflict = null;

  localStorage.BlazorCulture = "zh-CN";

  const token = () => document.querySelector("meta[name=csrf]").content;
  const draftKey = () => "designer-draft:" + subject;

  // --- requests -------------------------------------------------------------------------------------------------
  const plainFetch = window.fetch.bind(window);
  const isOurs = (url) => new URL(url, location.href).pathname.startsWith(api);
  const isSave = (url, method) => method === "POST" && /\/elsa\/api\/workflow-definitions\/?(import)?$/.test(new URL(url, location.href).pathname);

  window.fetch = (input, init) => {
    const url = typeof input === "string" ? input : input.url ?? String(input);
    if (!isOurs(url)) return plainFetch(input, init);
    const method = ((init && init.method) || input.method || "GET").toUpperCase();
    if (!isSave(url, method)) return send(input, init, method);
    // One save after the other, so that each names what the one before has stored.
    const next = saving.then(() => save(input, init));
    saving = next.catch(() => undefined);
    return next;
  };

  async function send(input, init, method, more = {}) {
    const headers = new Headers((init && init.headers) || (input instanceof Request ? input.headers : undefined));
    if (method !== "GET") headers.set("RequestVerificationToken", token());
    for (const [name, value] of Object.entries(more)) headers.set(name, value);
    const early = method === "GET" ? await asked(input) : null;
    const answer = early ?? await plainFetch(input, { ...init, headers, credentials: "same-origin" });
    if (answer.status === 401) return signInAgain(input, init);
    remember(answer);
    if (method === "GET" && answer.ok && /\/workflow-definitions(\/by-|\?|$)/.test(answer.url)) {
      const read = await answer.clone().json();
      learn(read);
      if (!greeted && kind === "edit" && answer.url.includes("/by-definition-id/" + encodeURIComponent(subject))) greet(read);
    } else if (kind === "instance" && answer.ok && answer.url.endsWith("/activity-executions/report")) {
      lookAt(await answer.clone().json());
    }
    return answer;
  }

  async function save(input, init) {
    const text = await textOf(init && init.body !== undefined ? init.body : input instanceof Request ? await input.clone().text() : "");
    const sent = JSON.parse(text);
    const model = sent.model ?? sent;
    sessionStorage.setItem(draftKey(), JSON.stringify(model));
    const hash = seen.get(model.definitionId);
    const answer = await send(input, { ...init, body: text }, "POST", hash ? { "X-Seen-Hash": hash } : {});
    const read = await answer.clone().json().catch(() => null);
    if (answer.ok) {
      sessionStorage.removeItem(draftKey());
      conflict = null;
      if (read && read.findings) show(read.findings, false);
      const stored = read && (read.workflowDefinition ?? read);
      if (stored && !model.definitionId && kind === "edit") go(editAddress(stored.definitionId));
    } else if (read && read.code === "designer.changed-meanwhile") {
      tellConflict(read.title, model);
    } else if (read && read.code === "designer.unlawful") {
      show(Object.entries(read.errors).flatMap(([id, list]) => list.map((t) => ({ activityId: id, text: t }))), true);
    }
    return answer;
  }

  // What Studio asks when it opens a drawing, asked while its runtime still starts; each answer is given once.
  const ahead = new Map();
  if (kind === "edit") {
    for (const question of [`workflow-definitions/by-definition-id/${encodeURIComponent(subject)}?versionOptions=Latest`, "descriptors/activities?Refresh=True", "descriptors/expression-descriptors", "descriptors/workflow-activation-strategies", "descriptors/log-persistence-strategies", "descriptors/incident-strategies", "descriptors/commit-strategies/workflows", "features/installed"]) {
      const address = new URL(api + question, location.href).href;
      ahead.set(address, plainFetch(address, { credentials: "same-origin" }).catch(() => null));
    }
  }

  function asked(input) {
    const address = new URL(typeof input === "string" ? input : input.url, location.href).href;
    const answer = ahead.get(address);
    ahead.delete(address);
    return answer;
  }

  async function textOf(content) {
    if (typeof content === "string") return content;
    return content instanceof Uint8Array || content instanceof ArrayBuffer ? new TextDecoder().decode(content) : new Response(content).text();
  }

  function remember(answer) {
    const hash = answer.headers.get("X-Seen-Hash");
    const key = answer.headers.get("X-Definition");
    const old = /\/by-id\//.test(answer.url);
    if (hash && key && !old && !conflict) seen.set(decodeURIComponent(key), hash);
  }

  // The draft waits in this window; after signing in the page offers it again. Studio asks about the name and reads lists before it saves:
  // those must not take the page away before the draft has come.
  function signInAgain(input, init) {
    const url = typeof input === "string" ? input : input.url ?? String(input);
    const drawing = kind === "edit" && !isSave(url, ((init && init.method) || input.method || "GET").toUpperCase());
    if (drawing && url.includes("/validation/is-name-unique")) return new Response('{"isUnique":true}', { status: 200, headers: { "Content-Type": "application/json" } });
    setTimeout(() => location.assign("/SignIn?ReturnUrl=" + encodeURIComponent(location.pathname)), drawing ? 3000 : 0);
    return new Promise(() => undefined);
  }

  // --- panel ----------------------------------------------------------------------------------------------------
  const panel = document.getElementById("ap-panel");

  function fill(title, bad, ...parts) {
    panel.replaceChildren();
    panel.classList.toggle("bad", bad);
    const head = document.createElement("h2");
    head.textContent = title;
    head.append(button("收起", () => {
      panel.hidden = true;
      body.classList.remove("ap-explained");
    }));
    panel.append(head, ...parts);
    panel.hidden = false;
    body.classList.toggle("ap-explained", bad);
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function show(findings, refused) {
    document.querySelectorAll(".ap-found").forEach((n) => n.classList.remove("ap-found"));
    if (findings.length === 0) {
      panel.hidden = true;
      body.classList.remove("ap-explained");
      return;
    }
    const list = document.createElement("ol");
    for (const finding of findings) {
      const node = nodeOf(finding.activityId);
      node?.classList.add("ap-found");
      const line = document.createElement("li");
      if (node) line.append(button(finding.text, () => nodeOf(finding.activityId)?.dispatchEvent(new MouseEvent("click", { bubbles: true }))));
      else line.textContent = finding.text;
      list.append(line);
    }
    fill(refused ? `不能发布：${findings.length} 处问题` : `合法性检查：发布前须改正 ${findings.length} 处`, refused, list);
  }

  const nodeOf = (id) => id ? document.querySelector(`.x6-node[data-cell-id="${CSS.escape(id)}"]`) : null;

  function tellConflict(title, model) {
    conflict = model;
    const text = document.createElement("p");
    text.textContent = title + "。你的修改还在这个窗口里。";
    const row = document.createElement("div");
    row.className = "row";
    row.append(button("下载我的修改", () => download(model)), button("载入最新内容", () => { sessionStorage.removeItem(draftKey()); go(shown); }));
    fill("另一人同时在修改", true, text, row);
  }

  function download(model) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(model, null, 2)], { type: "application/json" }));
    link.download = `${model.definitionId ?? "flow"}-my-changes.json`;
    link.click();
    URL.revokeObjectURL(link.href);
  }

  function offerDraft() {
    const kept = sessionStorage.getItem(draftKey());
    if (kind !== "edit" || !kept) return;
    const text = document.createElement("p");
    text.textContent = "登录失效前有一份修改没有存上。";
    const row = document.createElement("div");
    row.className = "row";
    row.append(
      button("恢复这份修改", async () => {
        const answer = await window.fetch(api + "workflow-definitions/import", { method: "POST", headers: { "Content-Type": "application/json" }, body: kept });
        if (answer.ok) go(shown);
      }),
      button("下载", () => download(JSON.parse(kept))),
      button("不要了", () => { sessionStorage.removeItem(draftKey()); panel.hidden = true; }));
    fill("有没保存的修改", false, text, row);
  }

  // --- addresses ------------------------------------------------------------------------------------------------
  const editAddress = (key) => "/designer/edit/" + encodeURIComponent(key);
  const viewAddress = (id) => "/designer/instance/" + encodeURIComponent(id);
  const push = history.pushState.bind(history);
  history.pushState = (state, title, url) => {
    const path = new URL(url, document.baseURI).pathname;
    const edit = path.match(/workflows\/definitions\/([^/]+)\/edit/);
    const view = path.match(/workflows\/instances\/([^/]+)\/view/);
    if (edit) go(editAddress(decodeURIComponent(edit[1])));
    else if (view) go(viewAddress(decodeURIComponent(view[1])));
    else push(state, title, url);
  };

  // Studio's runtime takes seconds to start. From one page of the designer to the next it stays: the page is asked for as ever, and only its
  // header and its element take the place of the old ones. Whatever is no such page is opened as pages are.
  async function go(address, returning = false) {
    ahead.clear();
    if (leaving) return undefined;
    leaving = true;
    await saving;
    const answer = await plainFetch(address, { credentials: "same-origin" }).catch(() => null);
    const next = answer?.ok && !answer.redirected ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
    if (!next?.getElementById("ap-element")) return location.assign(address);
    // What was said of the page before is over with it.
    for (const close of document.querySelectorAll("#mud-snackbar-container button")) close.click();
    // Two elements at once would quarrel over the place for menus and dialogs, so the old one goes first.
    await (await roots.get(element))?.dispose();
    if (!returning && address !== shown) Blazor.navigateTo(address);
    for (const part of ["title", "meta[name=csrf]", ".ap-top", "#ap-studio"]) document.querySelector(part).replaceWith(document.adoptNode(next.querySelector(part)));
    Object.assign(body.dataset, next.body.dataset);
    ({ kind, subject } = body.dataset);
    [element, shown, greeted, conflict, panel.hidden] = [document.getElementById("ap-element"), location.pathname, false, null, true];
    body.classList.remove("ap-explained");
    leaving = false;
    offerDraft();
    return undefined;
  }

  addEventListener("popstate", () => {
    if (location.pathname !== shown) go(location.pathname, true);
  });

  addEventListener("click", (event) => {
    const link = event.target.closest?.(".ap-top nav a");
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    go(link.pathname);
  });

  // What an element has become inside Studio, kept so that it can be taken away before the next one comes.
  const roots = new WeakMap();
  const add = Blazor.rootComponents.add.bind(Blazor.rootComponents);
  Blazor.rootComponents.add = (into, name, given) => {
    // A list tells us which row was opened. Set any later, it would be after the rows stand there to be clicked.
    into.editWorkflowDefinition = (id) => go(editAddress(id));
    into.viewWorkflowInstance = (id) => go(viewAddress(id));
    const made = drawnAlready(into, name) ?? add(into, name, given);
    roots.set(into, made);
    return made;
  };

  // To learn how large an activity is, Studio draws it once more out of sight. Where it stands on the canvas already, a copy of that is as large
  // and spares half of the drawing.
  function drawnAlready(into, name) {
    const twin = name === "elsa-activity-wrapper" && !into.id ? document.getElementById("activity-" + into.getAttribute("activity-id")) : null;
    if (!twin?.firstElementChild || twin.getAttribute("activity-json") !== into.getAttribute("activity-json")) return null;
    into.replaceChildren(...[...twin.childNodes].map((n) => n.cloneNode(true)));
    return Promise.resolve({ setParameters: () => Promise.resolve(), dispose: () => Promise.resolve() });
  }

  // --- words ----------------------------------------------------------------------------------------------------
  const skipped = ".monaco-editor, .x6-node, textarea, script, style, .ap-top, .ap-panel, [contenteditable]";
  // The last is the heading of a column where a narrow screen shows it beside each value.
  const shownAttributes = ["placeholder", "title", "aria-label", "data-label"];
  const patterns = words.patterns.map(([pattern, text]) => [new RegExp(pattern, "i"), text]);

  // Names that people gave to their own things stay as they wrote them, where such names are shown.
  const given = new Set();
  const cases = new Set();
  const givenShown = "td, .mud-list-item, .mud-chip, .mud-breadcrumb-item, .mud-tab";

  function learn(value) {
    if (value === null || typeof value !== "object") return;
    for (const [member, inside] of Object.entries(value)) {
      if (typeof inside !== "string") learn(inside);
      else if (["name", "displayName", "displayText"].includes(member)) given.add(inside.trim());
      else if (member === "label") cases.add(inside.trim());
    }
  }

  const isGiven = (node) => given.has(node.nodeValue.trim()) && node.parentElement?.closest(givenShown) && !node.parentElement.closest(".mud-simple-table table:not(:has(thead)) td:first-child");

  addEventListener("change", (event) => {
    if (event.target.matches?.("input:not([readonly]), textarea")) given.add(event.target.value.trim());
  }, true);

  function translated(text) {
    const plain = text.trim();
    if (!/[A-Za-z]{2}/.test(plain)) return null;
    const exact = words.exact[plain.toLowerCase()];
    if (exact !== undefined) return text.replace(plain, exact);
    for (const [pattern, replacement] of patterns) if (pattern.test(plain)) return text.replace(plain, plain.replace(pattern, replacement));
    return null;
  }

  function translateText(node) {
    if (node.parentElement?.closest(skipped) || isGiven(node)) return;
    const text = translated(node.nodeValue);
    if (text !== null && text !== node.nodeValue) node.nodeValue = text;
  }

  function translate(root) {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE || root.closest(skipped)) return undefined;
    const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) translateText(texts.currentNode);
    for (const item of [root, ...root.querySelectorAll("[placeholder], [title], [aria-label], [data-label]")]) {
      for (const name of shownAttributes) {
        const text = item.getAttribute?.(name) && translated(item.getAttribute(name));
        if (text) item.setAttribute(name, text);
      }
    }
    return undefined;
  }

  // Ways out on the canvas are stored by name and shown by word; a choice that Studio keeps in an input is shown by word too.
  function translateLabels() {
    for (const label of document.querySelectorAll(".x6-port-label tspan")) {
      const text = cases.has(label.textContent.trim()) ? undefined : words.ways[label.textContent.trim().toLowerCase()];
      if (text && label.textContent !== text) label.textContent = text;
    }
    // Studio calls the drawing of a case by its id.
    for (const tab of document.querySelectorAll(".mud-tab")) {
      const name = document.createTreeWalker(tab, NodeFilter.SHOW_TEXT);
      while (kind === "instance" && name.nextNode()) if (name.currentNode.nodeValue.trim() === subject) name.currentNode.nodeValue = "流程图";
    }
    for (const input of document.querySelectorAll("input[readonly].mud-select-input")) {
      const text = given.has(input.value) ? undefined : words.exact[input.value.toLowerCase()];
      if (text && input.value !== text) input.value = text;
    }
  }

  // What our runtime does not have is not offered.
  function hideUnused() {
    for (const tab of document.querySelectorAll(".mud-tab")) if (words.unusedTabs.includes(tab.textContent.trim())) tab.style.display = "none";
    for (const field of document.querySelectorAll(".mud-input-control")) {
      const label = field.querySelector("label.mud-input-label, .mud-switch, .mud-checkbox")?.textContent.trim();
      if (words.unusedFields.includes(label)) field.style.display = "none";
    }
    // A row or a section of which nothing is left goes with its buttons and its heading.
    for (const group of document.querySelectorAll("#ap-studio [role=group].flex-row, #ap-studio div:has(> .mud-typography-overline)")) {
      const fields = [...group.querySelectorAll(".mud-input-control")];
      if (fields.length > 0 && fields.every((f) => f.closest("[style*='display: none'], .d-none"))) group.style.display = "none";
    }
    for (const row of document.querySelectorAll("#ap-studio tr")) if (words.unusedRows.includes(row.firstElementChild?.textContent.trim())) row.style.display = "none";
  }

  let tidying = false;
  function tidy() {
    if (tidying) return;
    tidying = true;
    // Before the next picture, so that nobody sees for a moment what is not offered.
    requestAnimationFrame(() => {
      tidying = false;
      translateLabels();
      hideUnused();
    });
  }

  new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "characterData") translateText(change.target);
      else if (change.type === "attributes") translate(change.target);
      else change.addedNodes.forEach(translate);
    }
    tidy();
    if (element.childElementCount > 0) document.getElementById("ap-wait")?.remove();
  }).observe(body, { childList: true, characterData: true, subtree: true, attributes: true, attributeFilter: shownAttributes });

  // --- where a case stands --------------------------------------------------------------------------------------
  let lookedAt = null;

  // Studio opens a drawing at its middle, where a wide one may be empty; the way of a case is looked at where the case stands.
  async function lookAt({ stats }) {
    const open = stats.filter((s) => s.uncompletedCount > 0);
    const standing = open.find((s) => s.isFaulted) ?? open.at(-1) ?? stats.at(-1);
    if (!standing || lookedAt === subject) return;
    lookedAt = subject;
    const node = await atRest(standing.activityId);
    const { graphBindings } = await import("/designer/_content/Elsa.Studio.Workflows.Designer/designer.entry.js");
    const graph = node && graphBindings[node.closest(".graph-container")?.id]?.graph;
    if (!graph) return;
    graph.centerCell(graph.getCellById(standing.activityId));
    // On a narrow screen the frame is scrolled to the drawing, too.
    const [frame, drawing] = [document.getElementById("ap-studio"), graph.container.getBoundingClientRect()];
    frame.scrollLeft += drawing.x + (drawing.width - frame.clientWidth) / 2;
  }

  // The node once it has stood at one place for some looks; null when there is none, or when somebody moves the drawing already.
  async function atRest(id) {
    const touched = new AbortController();
    addEventListener("pointerdown", () => touched.abort(), { once: true, signal: touched.signal });
    let [still, place] = [0, ""];
    for (let look = 0; look < 100 && still < 3 && !touched.signal.aborted; look++) {
      await new Promise((done) => setTimeout(done, 100));
      const box = nodeOf(id)?.getBoundingClientRect();
      const now = box ? `${box.x} ${box.y}` : "";
      still = now && now === place ? still + 1 : 0;
      place = now;
    }
    const found = touched.signal.aborted || still < 3 ? null : nodeOf(id);
    touched.abort();
    return found;
  }

  // --- what a definition says of itself when it is opened -------------------------------------------------------
  function greet(definition) {
    greeted = true;
    const variant = document.getElementById("ap-variant");
    if (variant && definition.isReadonly && !subject.includes("@")) {
      variant.hidden = false;
      variant.addEventListener("click", makeVariant);
    }
    if (definition.customProperties?.conflict) fill("请核对", false, document.createTextNode(definition.customProperties.conflict));
  }

  async function makeVariant() {
    const answer = await window.fetch(`${api}workflow-definitions/${encodeURIComponent(subject)}/variant`, { method: "POST" });
    const read = await answer.json();
    if (answer.ok) go(editAddress(read.definitionId));
    else fill(read.title, true, document.createTextNode(Object.values(read.errors ?? {}).flat().join("；")));
  }

  // Opened out of sight some time ago, the page shows what was true then.
  const staleAfter = 5 * 60 * 1000;
  document.addEventListener("prerenderingchange", () => { if (performance.now() > staleAfter) location.reload(); });

  offerDraft();
})();
