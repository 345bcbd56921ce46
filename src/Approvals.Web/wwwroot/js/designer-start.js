// Starts Elsa Studio's runtime before the scripts it only needs later, and the editor of expressions when the drawing stands.
(() => {
  "use strict";
  const monaco = "_content/BlazorMonaco/lib/monaco-editor/min/vs/";
  const editor = window.blazorMonaco.editor;
  let loaded = null;

  function load(address) {
    return new Promise((done, failed) => {
      const script = document.createElement("script");
      [script.src, script.onload, script.onerror] = [address, done, failed];
      document.head.append(script);
    });
  }

  function drawn() {
    return new Promise((done) => {
      const look = () => (document.querySelector(".x6-node") || performance.now() > 30000 ? requestIdleCallback(done, { timeout: 2000 }) : setTimeout(look, 200));
      look();
    });
  }

  async function loadMonaco() {
    await drawn();
    await load(monaco + "loader.js");
    await load(monaco + "editor/editor.main.js");
    await new Promise((done) => window.require(["vs/editor/editor.main"], done));
  }

  // Studio makes an editor nobody sees yet as soon as it opens. Four megabytes that a drawing does not need: what it asks of the editor waits for them.
  for (const [name, plain] of Object.entries(editor)) {
    if (typeof plain !== "function" || name === "setWasm") continue;
    editor[name] = (...given) => {
      if (window.monaco) return plain.apply(editor, given);
      loaded ??= loadMonaco();
      return loaded.then(() => plain.apply(editor, given));
    };
  }

  // All assemblies in one answer; what is not in it, or all of them should it be missing, is asked for one by one.
  async function unpack(address) {
    const answer = await fetch(address);
    const parts = new Map();
    if (!answer.ok) return parts;
    const all = await answer.arrayBuffer();
    const size = new DataView(all).getUint32(0, true);
    let at = 4 + size;
    for (const [name, length] of JSON.parse(new TextDecoder().decode(new Uint8Array(all, 4, size)))) {
      parts.set(name, new Uint8Array(all, at, length));
      at += length;
    }
    return parts;
  }

  const pack = unpack(document.getElementById("ap-pack").href).catch(() => new Map());
  const isPacked = (type) => type === "assembly" || type === "globalization";
  const part = async (name, address, integrity) => {
    const found = (await pack).get(name);
    return found ? new Response(found) : fetch(address, { integrity, cache: "force-cache" });
  };

  // The start is mostly code that runs once: room for it saves collecting garbage, and compiling what seems hot costs more than it gives.
  Blazor.start({
    loadBootResource: (type, name, address, integrity) => (isPacked(type) ? part(name, address, integrity) : undefined),
    configureRuntime: (runtime) => runtime
      .withEnvironmentVariable("MONO_GC_PARAMS", "nursery-size=32m")
      .withRuntimeOptions(["--no-jiterpreter-traces-enabled", "--no-jiterpreter-interp-entry-enabled", "--no-jiterpreter-jit-call-enabled"]),
  });
})();
